using Naru.Agent.Nftables;
using Naru.NodeContract;
using Naru.Protocols.Netlink.Nftables;

namespace Naru.Agent.Firewall;

/// <summary>What QoS policies make of frames on the bridges of networks: marks, and limits that drop what is too much.</summary>
/// <remarks>
/// The bandwidth of what a port receives is not here: a queue at its device delays packets, where a limit would drop them. Sent
/// bandwidth cannot be queued, because the frames come from the other end of the device. Rates are of whole frames.
/// </remarks>
public static class LinuxBridgeQos
{
    private const int BytesPerKilobit = 125;

    private static readonly NftTable QosTable = new(NftFamily.Bridge, "naru-qos");

    public static TablePlan Table(IReadOnlyList<LinuxBridgePort> ports)
    {
        var sending = ports.Select(port => (port.Tap, port.ShortId, Rules: Sent(port.Port.Qos).ToList())).Where(port => port.Rules.Count > 0).ToList();
        var receiving = ports.Select(port => (port.Tap, port.ShortId, Rules: Received(port.Port.Qos).ToList())).Where(port => port.Rules.Count > 0).ToList();
        return new TablePlan(
            QosTable,
            [
                NftSet.OfMap("sending", "type ifname : verdict;", sending.Select(port => $"{FirewallChains.Quoted(port.Tap)} : jump sent-{port.ShortId}")),
                NftSet.OfMap("receiving", "type ifname : verdict;", receiving.Select(port => $"{FirewallChains.Quoted(port.Tap)} : jump received-{port.ShortId}")),
            ],
            [
                .. sending.Select(port => new NftChain($"sent-{port.ShortId}", Hook: null, [.. port.Rules])),
                .. receiving.Select(port => new NftChain($"received-{port.ShortId}", Hook: null, [.. port.Rules])),
                // Behind the check of the sender: what is dropped there uses nothing up.
                new NftChain("prerouting", "type filter hook prerouting priority -390; policy accept;", ["iifname vmap @sending"]),
                new NftChain("postrouting", "type filter hook postrouting priority 390; policy accept;", ["oifname vmap @receiving"]),
            ]);
    }

    private static IEnumerable<string> Sent(NodeQos? qos)
    {
        // A limit drops, and TCP takes drops badly: with a burst of a tenth of the rate it gets half of it, with one of the rate all of it.
        if (qos?.EgressBandwidth is { } bandwidth)
            yield return $"limit rate over {bandwidth.Rate * BytesPerKilobit} bytes/second burst {Cut(BurstOf(bandwidth) * BytesPerKilobit)} bytes drop";
        if (qos?.EgressPackets is { } packets)
            yield return Packets(packets);
        if (qos?.DscpMark is { } dscp)
        {
            yield return $"ip dscp set {dscp}";
            yield return $"ip6 dscp set {dscp}";
        }
    }

    private static IEnumerable<string> Received(NodeQos? qos)
    {
        if (qos?.IngressPackets is { } packets)
            yield return Packets(packets);
    }

    private static string Packets(NodeRate limit) => $"limit rate over {Cut(limit.Rate)}/second burst {Cut(BurstOf(limit))} packets drop";

    private static long BurstOf(NodeRate limit) => limit.Burst > 0 ? limit.Burst : limit.Rate;

    private static long Cut(long value) => Math.Min(value, uint.MaxValue);
}
