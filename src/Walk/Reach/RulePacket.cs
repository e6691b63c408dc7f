using Naru.Protocols.OpenFlow;
using Naru.Walk.Switching;
using Naru.Walk.Told;

namespace Naru.Walk.Reach;

/// <summary>What security group rules look at, besides the addresses.</summary>
/// <param name="DestinationPort">Null where the protocol has no ports.</param>
/// <param name="IcmpType">Null for other protocols.</param>
public sealed record RulePacket(byte Protocol, ushort? DestinationPort, byte? IcmpType, byte? IcmpCode)
{
    internal static RulePacket Of(FlowFields packet) => packet.Protocol switch
    {
        Traffic.Icmp => new(packet.Protocol, null, (byte)packet[Oxm.IcmpType], (byte)packet[Oxm.IcmpCode]),
        Traffic.Icmpv6 => new(packet.Protocol, null, (byte)packet[Oxm.Icmpv6Type], (byte)packet[Oxm.Icmpv6Code]),
        Traffic.Tcp or Traffic.Udp => new(packet.Protocol, ConnectionKey.Of(packet).DestinationPort, null, null),
        _ => new(packet.Protocol, null, null, null),
    };

    /// <summary>The first packet of a connection.</summary>
    public static RulePacket Of(Traffic traffic) => traffic.Protocol switch
    {
        Traffic.Icmp => new(traffic.Protocol, null, 8, 0),
        Traffic.Icmpv6 => new(traffic.Protocol, null, 128, 0),
        _ => new(traffic.Protocol, traffic.DestinationPort, null, null),
    };
}
