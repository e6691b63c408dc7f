using System.Runtime.InteropServices;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>The requests about routes, for sending many at once by <see cref="RouteSocket.Execute"/>.</summary>
public static class RouteRequests
{
    /// <summary><c>struct rtmsg</c>.</summary>
    internal const int HeaderLength = 12;

    /// <summary><c>struct rtnexthop</c>.</summary>
    internal const int NextHopLength = 8;

    /// <summary>Adds a route; EEXIST if there is one to the same destination with the same metric and table.</summary>
    public static NetlinkMessage Add(IpRoute route) =>
        About(route, RouteMessageType.NewRoute, NetlinkFlags.Create | NetlinkFlags.Exclusive, "add", ScopeOf(route));

    /// <summary>Adds a route in the place of one to the same destination with the same metric and table.</summary>
    public static NetlinkMessage Replace(IpRoute route) =>
        About(route, RouteMessageType.NewRoute, NetlinkFlags.Create | NetlinkFlags.Replace, "set", ScopeOf(route));

    /// <summary>Deletes a route. What it leaves open (gateway, link, metric, scope) matches anything.</summary>
    public static NetlinkMessage Delete(IpRoute route) =>
        About(route, RouteMessageType.DeleteRoute, NetlinkFlags.None, "delete", route.Scope ?? RouteScope.Nowhere);

    internal static NetlinkMessage List(uint table)
    {
        var message = new NetlinkMessage(RouteMessageType.GetRoute, NetlinkFlags.None, $"list the routes of table {table}");
        message.Reserve(HeaderLength);
        return message.Add(Rta.Table, table);
    }

    internal static NetlinkMessage Look(RouteQuestion question)
    {
        var (source, destination) = (question.Source, question.Destination);
        var message = new NetlinkMessage(RouteMessageType.GetRoute, NetlinkFlags.None, $"look for the way from {source} to {destination}");
        var header = message.Reserve(HeaderLength);
        header[0] = AddressFamilies.Of(destination);
        header[1] = (byte)destination.Bits;
        header[2] = (byte)source.Bits;
        message.Add(Rta.Destination, destination);
        message.Add(Rta.Source, source);
        if (question.InputLink is { } link)
            message.Add(Rta.InputInterface, link);
        // The kernel refuses to be asked about other protocols.
        if (question.Protocol is RouteQuestion.Icmp or RouteQuestion.Tcp or RouteQuestion.Udp or RouteQuestion.Icmpv6)
            message.Add(Rta.IpProtocol, question.Protocol);
        if (question.Protocol is RouteQuestion.Tcp or RouteQuestion.Udp)
            message.AddBigEndian(Rta.SourcePort, question.SourcePort).AddBigEndian(Rta.DestinationPort, question.DestinationPort);
        return message;
    }

    private static NetlinkMessage About(IpRoute route, ushort type, NetlinkFlags flags, string verb, RouteScope scope)
    {
        var message = new NetlinkMessage(type, flags, $"{verb} route {route}");
        var header = message.Reserve(HeaderLength);
        header[0] = AddressFamilies.Of(route.Destination.Network);
        header[1] = (byte)route.Destination.Length;
        header[5] = (byte)route.Protocol;
        header[6] = (byte)(route.Destination.IsV4 ? scope : RouteScope.Global);
        header[7] = (byte)route.Kind;
        MemoryMarshal.Write(header[8..], route.OnLink ? IpRoute.FlagOnLink : 0);
        message.Add(Rta.Destination, route.Destination.Network);
        message.Add(Rta.Table, route.Table);
        if (route.LinkIndex is { } link)
            message.Add(Rta.OutputInterface, link);
        if (route.Gateway is { } gateway)
            message.Add(Rta.Gateway, gateway);
        if (route.Metric > 0)
            message.Add(Rta.Priority, route.Metric);
        if (route.PreferredSource is { } source)
            message.Add(Rta.PreferredSource, source);
        if (route.Mtu is { } mtu)
        {
            using (message.Nest(Rta.Metrics))
                message.Add(Rta.MetricMtu, mtu);
        }
        if (!route.NextHops.IsEmpty)
            AddNextHops(message, route);
        return message;
    }

    private static void AddNextHops(NetlinkMessage message, IpRoute route)
    {
        using var multipath = message.Nest(Rta.Multipath);
        foreach (var hop in route.NextHops)
        {
            // A length of its own in front, then the gateway as an ordinary attribute behind it.
            var gatewayLength = hop.Gateway is { } via ? NetlinkAttribute.HeaderLength + via.Bits / 8 : 0;
            var header = message.Reserve(NextHopLength);
            MemoryMarshal.Write(header, (ushort)(NextHopLength + gatewayLength));
            header[2] = (byte)(hop.OnLink ? IpRoute.FlagOnLink : 0);
            header[3] = (byte)(hop.Weight - 1);
            MemoryMarshal.Write(header[4..], hop.LinkIndex ?? 0);
            if (hop.Gateway is { } gateway)
                message.Add(Rta.Gateway, gateway);
        }
    }

    // As ip-route(8): what is on the link itself has the scope of the link, or the kernel refuses gateways that are reached by it.
    private static RouteScope ScopeOf(IpRoute route) => route.Scope ?? route switch
    {
        { Kind: RouteKind.Local } => RouteScope.Host,
        { Kind: RouteKind.Unicast, Gateway: null, NextHops.IsEmpty: true } => RouteScope.Link,
        _ => RouteScope.Global,
    };
}
