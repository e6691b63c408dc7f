using System.Runtime.InteropServices;
using Naru.Primitives;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>A route, as <c>ip route</c> shows it.</summary>
/// <param name="Destination">0.0.0.0/0 or ::/0 is the default route.</param>
public sealed record IpRoute(IpPrefix Destination)
{
    /// <summary>RTNH_F_ONLINK.</summary>
    internal const uint FlagOnLink = 0x4;

    /// <summary>The neighbour to send to; <c>null</c> if the destination is itself on the link.</summary>
    public IpAddress? Gateway { get; init; }

    /// <summary>The link to send out of; <c>null</c> to find it by the gateway.</summary>
    public int? LinkIndex { get; init; }

    /// <summary>More than one way (ECMP), instead of <see cref="Gateway"/> and <see cref="LinkIndex"/>.</summary>
    public EquatableList<NextHop> NextHops { get; init; }

    /// <summary>The smaller is preferred. Zero means that of the kernel: 0 for IPv4, 1024 for IPv6.</summary>
    public uint Metric { get; init; }

    public uint Table { get; init; } = RoutingTable.Main;

    public RouteKind Kind { get; init; } = RouteKind.Unicast;

    public RouteProtocol Protocol { get; init; } = RouteProtocol.Static;

    /// <summary><c>null</c> when making one: what fits the kind and gateway. IPv6 has none.</summary>
    public RouteScope? Scope { get; init; }

    /// <summary>The source address of packets that this host sends by it.</summary>
    public IpAddress? PreferredSource { get; init; }

    /// <summary>Take the gateway to be on the link although no address of the link says so.</summary>
    public bool OnLink { get; init; }

    /// <summary>Largest packet in bytes by this route, if smaller than the link's.</summary>
    public int? Mtu { get; init; }

    public override string ToString() =>
        $"{Destination}{(Gateway is { } gateway ? $" via {gateway}" : "")}{(LinkIndex is { } link ? $" dev #{link}" : "")}{(Table is RoutingTable.Main ? "" : $" table {Table}")}";

    /// <summary>Reads RTM_NEWROUTE or RTM_DELROUTE: <c>struct rtmsg</c> and RTA_….</summary>
    internal static IpRoute? Read(ReceivedMessage message)
    {
        var header = message.Body;
        if (header.Length < RouteRequests.HeaderLength || header[0] is not (AddressFamilies.V4 or AddressFamilies.V6))
            return null;
        var isV4 = header[0] is AddressFamilies.V4;
        var network = isV4 ? IpAddress.V4(0) : IpAddress.V6(0);
        var route = new IpRoute(IpPrefix.Containing(network, 0))
        {
            Table = header[4],
            Protocol = (RouteProtocol)header[5],
            Scope = (RouteScope)header[6],
            Kind = (RouteKind)header[7],
            OnLink = (MemoryMarshal.Read<uint>(header[8..]) & FlagOnLink) != 0,
        };
        foreach (var attribute in message.Attributes(RouteRequests.HeaderLength))
        {
            switch (attribute.Type)
            {
                case Rta.Destination:
                    network = attribute.AsIpAddress ?? network;
                    break;
                case Rta.OutputInterface:
                    route = route with { LinkIndex = attribute.AsInt32 };
                    break;
                case Rta.Gateway:
                    route = route with { Gateway = attribute.AsIpAddress };
                    break;
                case Rta.Priority:
                    route = route with { Metric = attribute.AsUInt32 };
                    break;
                case Rta.PreferredSource:
                    route = route with { PreferredSource = attribute.AsIpAddress };
                    break;
                case Rta.Metrics:
                    route = attribute.Nested.Find(Rta.MetricMtu) is { Value.Length: > 0 } mtu ? route with { Mtu = mtu.AsInt32 } : route;
                    break;
                case Rta.Multipath:
                    route = route with { NextHops = ReadNextHops(attribute.Value) };
                    break;
                case Rta.Table:
                    route = route with { Table = attribute.AsUInt32 };
                    break;
            }
        }
        return header[1] <= network.Bits ? route with { Destination = IpPrefix.Containing(network, header[1]) } : null;
    }

    /// <summary>Reads a row of <c>struct rtnexthop</c>: length, flags, hops (weight - 1), index, each followed by attributes.</summary>
    private static EquatableList<NextHop> ReadNextHops(ReadOnlySpan<byte> bytes)
    {
        var hops = new List<NextHop>();
        while (bytes.Length >= RouteRequests.NextHopLength)
        {
            var length = MemoryMarshal.Read<ushort>(bytes);
            if (length < RouteRequests.NextHopLength || length > bytes.Length)
                break;
            var gateway = new AttributeReader(bytes[RouteRequests.NextHopLength..length]).Find(Rta.Gateway).AsIpAddress;
            hops.Add(new NextHop(gateway, MemoryMarshal.Read<int>(bytes[4..]), bytes[3] + 1) { OnLink = (bytes[2] & FlagOnLink) != 0 });
            bytes = bytes[Math.Min(NetlinkMessage.Align(length), bytes.Length)..];
        }
        return hops.ToEquatableList();
    }
}
