using Naru.Primitives;
using Naru.Protocols.OpenFlow;
using Naru.Walk.Told;

namespace Naru.Walk.Switching;

/// <summary>One direction of a connection, as connection tracking tells connections apart. An echo's identifier stands for both ports.</summary>
internal readonly record struct ConnectionKey(IpAddress Source, IpAddress Destination, byte Protocol, ushort SourcePort, ushort DestinationPort)
{
    public ConnectionKey Reversed => new(Destination, Source, Protocol, DestinationPort, SourcePort);

    public static ConnectionKey Of(FlowFields packet) => packet.Protocol switch
    {
        Traffic.Tcp => Of(packet, Oxm.TcpSrc, Oxm.TcpDst),
        Traffic.Udp => Of(packet, Oxm.UdpSrc, Oxm.UdpDst),
        132 => Of(packet, Oxm.SctpSrc, Oxm.SctpDst),
        _ => new(packet.Source, packet.Destination, packet.Protocol, 0, 0),
    };

    public SpreadFlow ToSpreadFlow() => new(Source, Destination, Protocol, SourcePort, DestinationPort);

    public override string ToString() => $"{Source}{Port(SourcePort)} > {Destination}{Port(DestinationPort)} proto {Protocol}";

    private static string Port(ushort port) => port == 0 ? "" : $":{port}";

    private static ConnectionKey Of(FlowFields packet, OxmField source, OxmField destination) =>
        new(packet.Source, packet.Destination, packet.Protocol, (ushort)packet[source], (ushort)packet[destination]);
}
