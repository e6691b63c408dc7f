using Naru.Network.FloatingIps;
using Naru.Network.PortForwardings;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.SecurityGroups;
using Naru.Network.Segments;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.State;

namespace Naru.Walk.Reach;

/// <summary>The ways between ports and the outside: gateways of routers, floating IPs, port forwardings, and physical networks.</summary>
/// <remarks>
/// Outside is every unicast IPv4 address that no port of the cloud has and no network inside is made of. Networks with a physical
/// segment are half outside: machines that the cloud does not know may be on them.
/// </remarks>
internal sealed class OutsidePaths(IStateReader state, Wiring wiring, PortFilters filters)
{
    private const string RouteReason = "the subnet gives its hosts routes of their own";

    private readonly Lazy<List<AddressRange>> _outside = new(() => Outside(state));

    /// <summary>What a port can send that leaves the cloud.</summary>
    public Result<List<ReachFlow>> From(Port port)
    {
        var flows = new List<ReachFlow>();
        if (!wiring.IsUp(port))
            return flows;
        foreach (var address in port.FixedIps.Select(ip => ip.Address).Where(address => address.IsV4))
        {
            if (!Destinations(port, address).TryGet(out var destinations, out var error))
                return error;
            flows.AddRange(Cut(destinations, filters.Of(port, RuleDirection.Egress))
                .Select(part => new ReachFlow(AddressRange.Of(address), part.Addresses, part.Services)));
        }
        return flows;
    }

    /// <summary>What comes from outside and arrives at a port.</summary>
    public Result<List<ReachFlow>> To(Port port)
    {
        var flows = new List<ReachFlow>();
        if (!wiring.IsUp(port))
            return flows;
        var filter = filters.Of(port, RuleDirection.Ingress);
        if (wiring.IsOnPhysicalNetwork(port))
        {
            foreach (var address in port.FixedIps.Select(ip => ip.Address).Where(address => address.IsV4))
                flows.AddRange(Cut(_outside.Value, filter).Select(part => new ReachFlow(part.Addresses, AddressRange.Of(address), part.Services)));
        }
        foreach (var floating in FloatingIpTable.ByPort.Of(state, port.Id))
        {
            if (floating is not { RouterId: { } router, FixedAddress: { } address })
                continue;
            if (!Enters(router, floating.FloatingNetworkId, port, address).TryGet(out var enters, out var error))
                return error;
            if (enters)
                flows.AddRange(Cut(_outside.Value, filter).Select(part => new ReachFlow(part.Addresses, AddressRange.Of(floating.FloatingAddress), part.Services)));
        }
        foreach (var forwarding in PortForwardingTable.ByPort.Of(state, port.Id))
        {
            if (state.In(FloatingIpTable.Table).Find(forwarding.FloatingIpId) is not { } floating)
                continue;
            if (!Enters(forwarding.RouterId, floating.FloatingNetworkId, port, forwarding.InternalAddress).TryGet(out var enters, out var error))
                return error;
            if (enters)
                flows.AddRange(Cut(_outside.Value, filter).Select(part => Forwarded(forwarding, floating, part)).Where(flow => !flow.Services.IsEmpty));
        }
        return flows;
    }

    /// <summary>Why a router's ways are not known; null: they are.</summary>
    public static string? NotModelled(Router router) => router switch
    {
        { MoreGateways.IsEmpty: false } => "its router has several gateways",
        _ => null,
    };

    private static ReachFlow Forwarded(PortForwarding forwarding, FloatingIp floating, (AddressRange Addresses, ServiceSet Services) part)
    {
        var protocol = IpProtocols.NumberOf(forwarding.Protocol, 4) ?? IpProtocols.Tcp;
        var inside = part.Services.Intersect(ServiceSet.Of(protocol, forwarding.Internal.First, forwarding.Internal.Last));
        var isManyToOne = forwarding.Internal.IsSingle && !forwarding.External.IsSingle;
        var services = isManyToOne && !inside.IsEmpty
            ? ServiceSet.Of(protocol, forwarding.External.First, forwarding.External.Last)
            : inside.WithPortsHigherBy(forwarding.External.First - forwarding.Internal.First);
        return new ReachFlow(part.Addresses, AddressRange.Of(floating.FloatingAddress), services);
    }

    private Result<IReadOnlyList<AddressRange>> Destinations(Port port, IpAddress from)
    {
        if (ReachModel.SubnetOf(state, port, from) is not { } subnet)
            return new List<AddressRange>();
        if (!subnet.HostRoutes.IsEmpty)
            return Unknown(RouteReason);
        var isPhysical = wiring.IsOnPhysicalNetwork(port);
        List<AddressRange> near = [.. SubnetTable.ByNetwork.Of(state, port.NetworkId).Where(own => own.Cidr.IsV4).Select(own => RangeOf(own.Cidr))];
        List<AddressRange> onLink = isPhysical ? Common(_outside.Value, near) : [];
        if (subnet.GatewayIp is not { } gateway)
            return onLink;
        var owner = ReachModel.Owner(state, port.NetworkId, gateway);
        if (owner is null)
            return isPhysical ? _outside.Value : onLink;
        if (!DeviceOwners.IsRouterInterface(owner.DeviceOwner) || state.In(RouterTable.Table).Find(owner.DeviceId) is not { } router)
            return onLink;
        if (!Leaves(router).TryGet(out var beyond, out var error))
            return error;
        if (!wiring.IsUp(router, owner) || !wiring.IsJoined(port.NetworkId, port.Binding.Host, wiring.HostOf(router, owner, port.Binding.Host)))
            return onLink;
        foreach (var own in near)
            beyond = [.. beyond.SelectMany(range => range.Except(own))];
        return (List<AddressRange>)[.. onLink, .. beyond];
    }

    /// <summary>The addresses outside that a router's gateway leads to.</summary>
    private Result<List<AddressRange>> Leaves(Router router)
    {
        if (NotModelled(router) is { } reason)
            return Unknown(reason);
        if (!router.Routes.IsEmpty)
            return Unknown("its router has routes of its own");
        if (RouterPorts.Interfaces(state, router.Id).Any(own => SegmentTable.Of(state, own.NetworkId).Any(segment => segment.PhysicalNetwork is not null)))
            return Unknown("its router has an interface on a physical network");
        if (GatewayOf(router) is not { } gateway)
            return new List<AddressRange>();
        var own = RouterPorts.SubnetsOf(state, gateway);
        if (own.Find(subnet => subnet.Cidr.IsV4) is not { } first)
            return new List<AddressRange>();
        if (first.GatewayIp is null)
            return Common(_outside.Value, [.. SubnetTable.ByNetwork.Of(state, gateway.NetworkId).Where(subnet => subnet.Cidr.IsV4).Select(subnet => RangeOf(subnet.Cidr))]);
        return ReachModel.Owner(state, gateway.NetworkId, first.GatewayIp.Value) is null
            ? _outside.Value
            : Unknown("the gateway of the external subnet is a port of the cloud");
    }

    /// <summary>The router by whose gateway a port sends to an address of an external network; null: none does.</summary>
    public Result<Router?> RouterFor(Port port, IpAddress from, IpAddress to)
    {
        if (ReachModel.SubnetOf(state, port, from) is not { } subnet)
            return default(Router);
        if (subnet.HostRoutes.Any(route => route.Destination.Contains(to)))
            return Unknown(RouteReason);
        if (SubnetTable.ByNetwork.Of(state, port.NetworkId).Any(own => own.Cidr.Contains(to))
            || subnet.GatewayIp is not { } gateway
            || ReachModel.Owner(state, port.NetworkId, gateway) is not { } inner
            || !DeviceOwners.IsRouterInterface(inner.DeviceOwner)
            || state.In(RouterTable.Table).Find(inner.DeviceId) is not { } router)
        {
            return default(Router);
        }
        if (NotModelled(router) is { } reason)
            return Unknown(reason);
        if (router.Routes.Any(route => route.Destination.Contains(to)))
            return Unknown("its router has routes of its own");
        return GatewayOf(router) is not null && wiring.IsUp(router, inner)
            && wiring.IsJoined(port.NetworkId, port.Binding.Host, wiring.HostOf(router, inner, port.Binding.Host)) ? router : null;
    }

    /// <summary>Whether a router takes what comes for an address of an external network to an address of a port.</summary>
    public Result<bool> Enters(string routerId, string externalId, Port port, IpAddress address)
    {
        if (state.In(RouterTable.Table).Find(routerId) is not { } router)
            return false;
        if (NotModelled(router) is { } reason)
            return Unknown(reason);
        if (RouterPorts.Interfaces(state, routerId).Any(inner => inner.NetworkId == externalId))
            return Unknown("its router has an interface on the network of the floating IP");
        if (router.Routes.Any(route => route.Destination.Contains(address)))
            return Unknown("its router has routes of its own");
        return GatewayOf(router) is { } gateway && gateway.NetworkId == externalId
            && ReachModel.Enters(state, wiring, router, router.Host, port, address);
    }

    private Port? GatewayOf(Router router) => router.GatewayPortId is { } id && wiring.HasWayOut(router)
        && state.In(PortTable.Table).Find(id) is { } port && wiring.IsUp(port) && wiring.IsOnPhysicalNetwork(port) ? port : null;

    private static List<(AddressRange Addresses, ServiceSet Services)> Cut(IEnumerable<AddressRange> ranges, PortFilter filter)
    {
        var borders = filter.Borders.Where(border => border.IsV4).Distinct().Order().ToList();
        var parts = new List<(AddressRange Addresses, ServiceSet Services)>();
        foreach (var range in ranges)
        {
            var first = range.First;
            foreach (var border in borders.Where(border => range.First < border && border <= range.Last))
            {
                Add(new AddressRange(first, border.Previous));
                first = border;
            }
            Add(new AddressRange(first, range.Last));
        }
        return parts;

        void Add(AddressRange part)
        {
            var services = filter.Allowing(part.First);
            if (services.IsEmpty)
                return;
            if (parts is [.., var before] && before.Addresses.Last.Next == part.First && before.Services.IsSameAs(services))
                parts[^1] = (before.Addresses with { Last = part.Last }, services);
            else
                parts.Add((part, services));
        }
    }

    private static List<AddressRange> Outside(IStateReader state)
    {
        // 0.0.0.0/8 and 127.0.0.0/8 are no other machine's (RFC 1122 §3.2.1.3), multicast and what follows is nobody's.
        List<AddressRange> left =
        [
            new(IpAddress.Parse("1.0.0.0"), IpAddress.Parse("126.255.255.255")),
            new(IpAddress.Parse("128.0.0.0"), IpAddress.Parse("223.255.255.255")),
        ];
        var physical = state.In(SegmentTable.Table).All.Where(segment => segment.PhysicalNetwork is not null).Select(segment => segment.NetworkId).ToHashSet();
        var inside = state.In(SubnetTable.Table).All.Where(subnet => subnet.Cidr.IsV4 && !physical.Contains(subnet.NetworkId)).Select(subnet => RangeOf(subnet.Cidr));
        var held = physical.SelectMany(network => PortTable.ByNetwork.Of(state, network))
            .SelectMany(port => port.FixedIps.Items).Where(ip => ip.Address.IsV4).Select(ip => AddressRange.Of(ip.Address));
        var result = new List<AddressRange>();
        var taken = inside.Concat(held).OrderBy(range => range.First).ToList();
        foreach (var whole in left)
        {
            var next = whole.First;
            foreach (var range in taken.Where(range => whole.Intersect(range) is not null))
            {
                if (next < range.First)
                    result.Add(new AddressRange(next, range.First.Previous));
                if (range.Last >= next)
                    next = range.Last.Next;
            }
            if (next <= whole.Last)
                result.Add(new AddressRange(next, whole.Last));
        }
        return result;
    }

    private static List<AddressRange> Common(List<AddressRange> ranges, List<AddressRange> others) =>
        [.. ranges.SelectMany(range => others.Select(other => range.Intersect(other))).OfType<AddressRange>()];

    private static AddressRange RangeOf(IpPrefix block) => new(block.Network, block.Last);

    private static Error Unknown(string reason) => new(ErrorKind.NotSupported, "NotModelled", reason);
}
