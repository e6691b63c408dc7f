using Naru.Agent.Namespaces;
using Naru.Agent.Routing;
using Naru.Agent.Routing.Distributed;
using Naru.Network.NodeLink;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.Routers.Distributed;
using Naru.Primitives;
using Naru.Walk.Filtering;
using Naru.Walk.Switching;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>A namespace of a router, as the agent of its host would make it: rules, routes and translations on a packet.</summary>
/// <remarks>A distributed router has <c>qrouter-…</c> on each of its hosts, and <c>snat-…</c> with the gateway on one.</remarks>
internal sealed class RouterSpace
{
    private const string ForwardingSysctl = "net/ipv4/ip_forward";

    private readonly WalkContext _context;
    private readonly Router _router;
    private readonly Port _port;
    private readonly string _host;
    private readonly IReadOnlyList<Port> _ports;
    private readonly RouterPlan? _plan;

    public RouterSpace(WalkContext context, Station.Namespace station)
    {
        (_context, _router, _port) = (context, station.Router, station.Port);
        var isWayOut = _router.IsDistributed && _port.DeviceOwner is DeviceOwners.RouterGateway or DeviceOwners.RouterSnat;
        _host = _router.IsDistributed && !isWayOut ? station.Host : _router.Host;
        _ports = [.. RouterPorts.Of(context.State, _router.Id).Concat(OfHost(context, _router, _host))];
        var view = NodeViewBuilder.BuildPart(context.State, _host, new ViewPart([.. _ports], [_router], []));
        if (view.Routers.Find(_router.Id) is not { } told)
            return;
        _plan = isWayOut ? SnatPlan.Of(view, told, _host) : _router.IsDistributed ? DistributedRouterPlan.Of(view, told) : RouterPlan.Of(view, told);
    }

    /// <summary>Its cables to other namespaces.</summary>
    public IEnumerable<CablePlan> Cables => _plan?.Space.Cables.Items ?? [];

    /// <summary>A packet that came in by the port.</summary>
    public Departure Receive(FlowFields packet) =>
        _plan?.Space.Devices.Items.FirstOrDefault(device => device.PortId == _port.Id) is { } device
            ? ReceiveBy(device.Name, packet)
            : new Departure.Ended(NewHop(Frames.Of(packet)), Obstacles.RouterUnplaced(_router));

    /// <summary>A packet that came in from another namespace.</summary>
    public Departure ReceiveByCable(string device, FlowFields packet) => _plan is null
        ? new Departure.Ended(NewHop(Frames.Of(packet)), Obstacles.RouterUnplaced(_router))
        : ReceiveBy(device, packet);

    /// <summary>An answer of the router itself.</summary>
    public Departure Answer(FlowFields packet)
    {
        if (_plan is null)
            return new Departure.Ended(NewHop(null), Obstacles.RouterUnplaced(_router));
        return Route(NewHop(Frames.Of(packet)), HooksOf(_plan), new NftPacket(packet), [], isOwn: true);
    }

    private Departure ReceiveBy(string device, FlowFields packet)
    {
        var plan = _plan!; // Whoever asks has looked.
        var hits = new List<NftHit>();
        var shown = new NftPacket(packet) { InputDevice = device };
        var hooks = HooksOf(plan);
        var hop = NewHop(Frames.Of(packet)) with { From = device };

        var isReceived = hooks.Prerouting(shown, hits);
        if (!isReceived)
            return Ended(hop, hits, packet, Obstacles.Filtered(hits[^1].Rule));
        if (shown.IsRedirected || IsOwn(packet.Destination))
            return ReceiveLocally(hop, hooks, shown, hits);
        if (plan.Space.Sysctls.Items.Any(sysctl => sysctl.Key == ForwardingSysctl && sysctl.Value == "0"))
            return Ended(hop, hits, packet, Obstacles.RouterDown(_router));
        if (packet.Ttl <= 1)
            return Ended(hop, hits, packet, new Obstacle(DropReason.TimeToLive, [_router.Name], null, []));
        packet.Ttl--;
        return Route(hop, hooks, shown, hits, isOwn: false);
    }

    private LinuxHooks HooksOf(RouterPlan plan) =>
        new(new NftTables([plan.Table, .. plan.Options]), _context.Connections, $"{_host}/{plan.Space.Name}");

    private Departure ReceiveLocally(Hop hop, LinuxHooks hooks, NftPacket shown, List<NftHit> hits)
    {
        var packet = shown.Fields;
        if (!hooks.Input(shown, hits))
            return Ended(hop, hits, packet, Obstacles.Filtered(hits[^1].Rule));
        var isServed = shown.IsRedirected || packet.Protocol is Traffic.Icmp or Traffic.Icmpv6;
        return isServed
            ? new Departure.Arrived(Told(hop, hits, packet), packet)
            : Ended(hop, hits, packet, Obstacles.ServiceClosed(_router.Name, packet));
    }

    private Departure Route(Hop hop, LinuxHooks hooks, NftPacket shown, List<NftHit> hits, bool isOwn)
    {
        var packet = shown.Fields;
        // What the router itself sends is marked by rules only after a first look, and looked up again.
        if (isOwn && !hooks.Output(shown, hits))
            return Ended(hop, hits, packet, Obstacles.Filtered(hits[^1].Rule));
        if (SpaceRoutes.Find(_plan!.Space, packet, shown.Mark, hops => Choose(hop, packet, hops)) is not { } way) // Whoever asks has looked.
            return Ended(hop, hits, packet, Obstacles.NoRoute(_context, _router, packet));
        if (packet.Length > way.Mtu)
            return Ended(hop, hits, packet, Obstacles.Mtu(NetworkOf(way.Device), packet, way.Name));
        shown.OutputDevice = way.Name;
        if (!((isOwn || hooks.Forward(shown, hits)) && hooks.Postrouting(shown, hits)))
            return Ended(hop, hits, packet, Obstacles.Filtered(hits[^1].Rule));
        var told = Told(hop, hits, packet) with { To = way.Name };
        told = told with { Decisions = [.. told.Decisions, new Decision(DecisionKind.Route, "ip route", way.Route.ToString()), .. Chosen(way)] };
        if (way.Cable is { Peer: { } end })
            return new Departure.Through(told, new Station.FloatingIps(_ports.First(port => port.DeviceOwner == DeviceOwners.FloatingIpAgentGateway)), end.Name, packet);
        var device = way.Device!; // A cable of a router has a far end.
        var port = _ports.First(port => port.Id == device.PortId);
        var own = device.Addresses.Items.First(address => address.Address.Version == packet.Destination.Version).Address;
        var isSpread = port.DeviceOwner == DeviceOwners.RouterInterfaceDistributed;
        return new Departure.Onward(told, NetworkOf(device), port, way.NextHop ?? packet.Destination, own, packet)
        {
            Host = _host,
            KnowsNeighbour = isSpread,
        };
    }

    private HopPlan Choose(Hop hop, FlowFields packet, EquatableList<HopPlan> hops) => _context.Spreads.Choose(
        new Spread(_host, _plan!.Space.Name, hop.From, ConnectionKey.Of(packet).ToSpreadFlow(), WalkContext.Of(_router), []), hops); // Whoever asks has looked.

    /// <summary>The kernel's choice, of which the state of the cloud knows nothing.</summary>
    private static IEnumerable<Decision> Chosen(SpaceRoutes.Way way) =>
        way.Hop is { } hop ? [new Decision(DecisionKind.Route, "multipath", $"{hop}, one of {way.Route.Hops.Count}")] : [];

    private Network.Networks.VirtualNetwork NetworkOf(DevicePlan? device)
    {
        var port = _ports.FirstOrDefault(port => port.Id == device?.PortId) ?? _port;
        return _context.Network(port.NetworkId)!; // A port's network cannot be deleted.
    }

    private bool IsOwn(IpAddress address) =>
        _plan!.Space.Devices.Items.Any(device => device.Addresses.Items.Any(own => own.Address == address)) // Whoever asks has looked.
        || _plan.Space.Cables.Items.Any(cable => cable.Addresses.Items.Any(own => own.Address == address));

    private Hop NewHop(Headers? before) => new(
        0, _host, HopKind.Router, _plan?.Space.Name ?? RouterPlan.NamespacePrefix + _router.Id, "", "", [], before, null, WalkContext.Of(_router));

    /// <summary>The port by which floating IPs of a host's instances get out.</summary>
    private static IEnumerable<Port> OfHost(WalkContext context, Router router, string host) =>
        router is { IsDistributed: true, GatewayNetworkId: { } external } && DistributedRouters.GatewayPort(context.State, external, host) is { } own ? [own] : [];

    private static Departure Ended(Hop hop, List<NftHit> hits, FlowFields packet, Obstacle obstacle) =>
        new Departure.Ended(Told(hop, hits, packet), obstacle);

    private static Hop Told(Hop hop, List<NftHit> hits, FlowFields packet) => hop with
    {
        Decisions = [.. hop.Decisions, .. RuleDecisions.Of(hits)],
        After = Frames.Of(packet),
    };
}
