using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.State;

namespace Naru.Walk.Reach;

/// <summary>The ways between places of one state; those that share a place share what was found out.</summary>
internal sealed class Routes(IStateReader state, Wiring wiring)
{
    private readonly Dictionary<(string Network, string Subnet, string Host), RoutePlace> _places = [];
    private readonly Dictionary<RoutePlace, Exit> _exits = [];
    private readonly Dictionary<(RoutePlace, RoutePlace), bool> _direct = [];
    private readonly Dictionary<(string Router, string Host, RoutePlace), bool> _entries = [];

    public RoutePlace PlaceOf(Port port, FixedIp ip)
    {
        var key = (port.NetworkId, ip.SubnetId, port.Binding.Host);
        if (!_places.TryGetValue(key, out var place))
            _places.Add(key, place = new RoutePlace(port.NetworkId, ip.SubnetId, port.Binding.Host));
        return place;
    }

    /// <summary>Why it is not known how packets go from a place to an address; null: it is.</summary>
    public string? NotModelled(RoutePlace from, IpAddress to)
    {
        var exit = ExitOf(from);
        if (exit.IsPlain)
            return null;
        if (exit.Subnet is { } subnet && subnet.HostRoutes.Any(route => route.Destination.Contains(to)))
            return $"its subnet gives its hosts a route to {to}";
        if (exit.IsOnLink(to) || exit.Gateway is not { } router)
            return null;
        return OutsidePaths.NotModelled(router)
            ?? (router.Routes.Any(route => route.Destination.Contains(to)) ? $"its router has a route to {to}" : null);
    }

    /// <summary>Whether they lead to an address at another place.</summary>
    public bool Lead(RoutePlace from, RoutePlace target, IpAddress to)
    {
        var exit = ExitOf(from);
        if (exit.IsOnLink(to))
            return from.NetworkId == target.NetworkId && IsDirect(from, target);
        return exit is { Serves: true, Gateway: { } router } && Enters(router, from.Host, target);
    }

    private Exit ExitOf(RoutePlace place)
    {
        if (!_exits.TryGetValue(place, out var exit))
            _exits.Add(place, exit = FindExit(place));
        return exit;
    }

    private Exit FindExit(RoutePlace place)
    {
        var onLink = SubnetTable.ByNetwork.Of(state, place.NetworkId).Select(subnet => subnet.Cidr).ToArray();
        var subnet = state.In(SubnetTable.Table).Find(place.SubnetId);
        if (subnet?.GatewayIp is not { } gateway
            || ReachModel.Owner(state, place.NetworkId, gateway) is not { } inner
            || state.In(RouterTable.Table).Find(inner.DeviceId) is not { } router)
        {
            return new Exit(onLink, subnet, null, false);
        }
        var serves = DeviceOwners.IsRouterInterface(inner.DeviceOwner) && wiring.IsServed(router) && wiring.IsUp(router, inner)
            && wiring.IsJoined(place.NetworkId, place.Host, wiring.HostOf(router, inner, place.Host));
        return new Exit(onLink, subnet, router, serves);
    }

    private bool IsDirect(RoutePlace from, RoutePlace target)
    {
        if (!_direct.TryGetValue((from, target), out var isDirect))
            _direct.Add((from, target), isDirect = wiring.IsJoined(from.NetworkId, from.Host, target.Host));
        return isDirect;
    }

    private bool Enters(Router router, string host, RoutePlace target)
    {
        // Only a distributed router begins where the sender is.
        var key = (router.Id, router.IsDistributed ? host : "", target);
        if (!_entries.TryGetValue(key, out var enters))
        {
            _entries.Add(key, enters = RouterPorts.Interfaces(state, router.Id).Any(outer =>
                outer.NetworkId == target.NetworkId && wiring.IsUp(router, outer)
                && outer.FixedIps.Items.Any(ip => ip.SubnetId == target.SubnetId)
                && wiring.IsJoined(target.NetworkId, wiring.HostOf(router, outer, host), target.Host)));
        }
        return enters;
    }

    /// <summary>What a place does with what it sends.</summary>
    /// <param name="Gateway">The router that has the gateway's address.</param>
    /// <param name="Serves">It takes packets from there.</param>
    private sealed record Exit(IpPrefix[] OnLink, Subnet? Subnet, Router? Gateway, bool Serves)
    {
        /// <summary>Nothing but subnets and the gateway decides.</summary>
        public bool IsPlain { get; } = Subnet is null or { HostRoutes.IsEmpty: true } && (Gateway is null || (Gateway.Routes.IsEmpty && OutsidePaths.NotModelled(Gateway) is null));

        public bool IsOnLink(IpAddress address)
        {
            foreach (var block in OnLink)
            {
                if (block.Contains(address))
                    return true;
            }
            return false;
        }
    }
}
