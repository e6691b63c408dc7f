using Naru.NodeContract;
using Naru.Protocols.OpenFlow.Messages;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>The meters of br-int. Their numbers follow from the OpenFlow port, so that nobody has to remember them.</summary>
public static class QosMeters
{
    private const int PerPort = 4;
    private const MeterFlags Counted = MeterFlags.Burst | MeterFlags.Stats;

    public static IEnumerable<Meter> Of(IReadOnlyList<LocalPort> ports)
    {
        foreach (var port in ports)
        {
            if (port.Port.Qos is not { } qos)
                continue;
            if (qos.EgressBandwidth is { } bandwidth)
                yield return New(EgressBandwidth(port), MeterFlags.KilobitsPerSecond, bandwidth);
            if (qos.EgressPackets is { } sent)
                yield return New(EgressPackets(port), MeterFlags.PacketsPerSecond, sent);
            if (OfReceived(port) is { } received)
                yield return received;
        }
    }

    public static uint EgressBandwidth(LocalPort port) => port.Number * PerPort + 1;

    public static uint EgressPackets(LocalPort port) => port.Number * PerPort + 2;

    /// <summary>The meter of what the port receives; null: it has none.</summary>
    /// <remarks>A flow goes through one meter. Where there is no queue for the bandwidth, that is what the meter is for.</remarks>
    public static Meter? OfReceived(LocalPort port) => port.Port.Qos switch
    {
        { IngressBandwidth: { } bandwidth } when port.IsOnTrunk => New(Received(port), MeterFlags.KilobitsPerSecond, bandwidth),
        { IngressPackets: { } packets } => New(Received(port), MeterFlags.PacketsPerSecond, packets),
        _ => null,
    };

    private static uint Received(LocalPort port) => port.Number * PerPort + 3;

    // A meter drops, and TCP takes drops badly: with a burst of a tenth of the rate it gets half of it, with one of the rate all of it.
    private static Meter New(uint id, MeterFlags unit, NodeRate limit) =>
        new(id, unit | Counted, [new MeterBand(Cut(limit.Rate), Cut(limit.Burst > 0 ? limit.Burst : limit.Rate))]);

    private static uint Cut(long value) => (uint)Math.Min(value, uint.MaxValue);
}
