using Naru.Agent.Namespaces;
using Naru.Agent.Routing;
using Naru.Network.NodeLink;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Primitives;
using Naru.Walk.Filtering;
using Naru.Walk.Switching;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>The namespace of a router, as the agent of its host would make it: rules, routes and translations on a packet.</summary>
internal sealed class RouterSpace
{
    private const string ForwardingSysctl = "net/ipv4/ip_forward";

    private readonly WalkContext _context;
    private readonly Router _router;
    private readonly IReadOnlyList<Port> _ports;
    private readonly RouterPlan? _plan;

    public RouterSpace(WalkContext context, Router router)
    {
        (_context, _router) = (context, router);
        if (router.IsDistributed || router.IsHighlyAvailable)
            throw new UnknownStepException($"router '{router.Id}' is distributed or highly available");
        _ports = [.. RouterPorts.Of(context.State, router.Id)];
        var view = NodeViewBuilder.BuildPart(context.State, router.Host, new ViewPart([.. _ports], [router], []));
        _plan = view.Routers.Find(router.Id) is { } told ? RouterPlan.Of(view, told) : null;
        if (_plan is not null && (!_plan.Space.Rules.IsEmpty || _plan.Space.Routes.Items.Any(route => !route.Hops.IsEmpty)))
            throw new UnknownStepException($"router '{router.Id}' chooses its routes by more than the destination");
    }

    /// <summary>A packet that came in by a port.</summary>
    public Departure Receive(Port port, FlowFields packet)
    {
        var before = Frames.Of(packet);
        if (_plan is null)
            return new Departure.Ended(NewHop(port, before), Obstacles.RouterUnplaced(_router));
        var device = _plan.Space.Devices.Items.First(device => device.PortId == port.Id);
        var hits = new List<NftHit>();
        var shown = new NftPacket(packet) { InputDevice = device.Name };
        var hooks = new LinuxHooks(new NftTables([_plan.Table, .. _plan.Options]), _context.Connections, _plan.Space.Name);
        var hop = NewHop(port, before) with { From = device.Name };

        var isReceived = hooks.Prerouting(shown, hits);
        if (!isReceived)
            return Ended(hop, hits, packet, Obstacles.Filtered(hits[^1].Rule));
        if (shown.IsRedirected || IsOwn(packet.Destination))
            return ReceiveLocally(hop, hooks, shown, hits);
        if (_plan.Space.Sysctls.Items.Any(sysctl => sysctl.Key == ForwardingSysctl && sysctl.Value == "0"))
            return Ended(hop, hits, packet, Obstacles.RouterDown(_router));
        if (packet.Ttl <= 1)
            return Ended(hop, hits, packet, new Obstacle(DropReason.TimeToLive, [_router.Name], null, []));
        packet.Ttl--;
        return Route(hop, hooks, shown, hits, isOwn: false);
    }

    /// <summary>An answer of the router itself.</summary>
    public Departure Answer(Port port, FlowFields packet)
    {
        if (_plan is null)
            return new Departure.Ended(NewHop(port, null), Obstacles.RouterUnplaced(_router));
        var hooks = new LinuxHooks(new NftTables([_plan.Table, .. _plan.Options]), _context.Connections, _plan.Space.Name);
        return Route(NewHop(port, Frames.Of(packet)), hooks, new NftPacket(packet), [], isOwn: true);
    }

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
        if (Find(packet.Destination) is not var (route, device))
            return Ended(hop, hits, packet, Obstacles.NoRoute(_context, _router, packet));
        if (packet.Length > device.Mtu)
            return Ended(hop, hits, packet, Obstacles.Mtu(NetworkOf(device), packet, device.Name));
        shown.OutputDevice = device.Name;
        var passes = isOwn ? hooks.Output(shown, hits) : hooks.Forward(shown, hits) && hooks.Postrouting(shown, hits);
        if (!passes)
            return Ended(hop, hits, packet, Obstacles.Filtered(hits[^1].Rule));
        var port = _ports.First(port => port.Id == device.PortId);
        var told = Told(hop, hits, packet) with { To = device.Name };
        told = told with { Decisions = [.. told.Decisions, new Decision(DecisionKind.Route, "ip route", route.ToString())] };
        var own = device.Addresses.Items.First(address => address.Address.Version == packet.Destination.Version).Address;
        return new Departure.Onward(told, NetworkOf(device), port, route.Gateway ?? packet.Destination, own, packet);
    }

    private Network.Networks.VirtualNetwork NetworkOf(DevicePlan device) =>
        _context.Network(_ports.First(port => port.Id == device.PortId).NetworkId)!; // A port's network cannot be deleted.

    /// <summary>The longest route that contains the destination; what is on a link of its own goes before what was added.</summary>
    private (RoutePlan Route, DevicePlan Device)? Find(IpAddress destination)
    {
        var devices = _plan!.Space.Devices; // Whoever asks has looked.
        var connected =
            from device in devices
            from address in device.Addresses
            where address.Length < address.Address.Bits
            select (Route: new RoutePlan(IpPrefix.Containing(address.Address, address.Length), null, device.Name), Device: device);
        var added =
            from route in _plan.Space.Routes
            let device = devices.Items.FirstOrDefault(device => route.Device is { } name ? device.Name == name : route.Gateway is { } gateway && Contains(device, gateway))
            where device is not null
            select (route, device);
        var found = connected.Concat(added).Where(way => way.Item1.Destination.Contains(destination)).OrderByDescending(way => way.Item1.Destination.Length).ToList();
        return found.Count > 0 ? found[0] : null;
    }

    private static bool Contains(DevicePlan device, IpAddress address) =>
        device.Addresses.Items.Any(own => IpPrefix.Containing(own.Address, own.Length).Contains(address));

    private bool IsOwn(IpAddress address) =>
        _plan!.Space.Devices.Items.Any(device => device.Addresses.Items.Any(own => own.Address == address)); // Whoever asks has looked.

    private Hop NewHop(Port port, Headers? before) => new(
        0, port.Binding.Host, HopKind.Router, RouterPlan.NamespacePrefix + _router.Id, "", "", [], before, null, WalkContext.Of(_router));

    private static Departure Ended(Hop hop, List<NftHit> hits, FlowFields packet, Obstacle obstacle) =>
        new Departure.Ended(Told(hop, hits, packet), obstacle);

    private static Hop Told(Hop hop, List<NftHit> hits, FlowFields packet) => hop with
    {
        Decisions = [.. hop.Decisions, .. hits.Select(hit => new Decision(
            hit.Rule.Contains("nat to", StringComparison.Ordinal) || hit.Rule.Contains("redirect", StringComparison.Ordinal) ? DecisionKind.Nat : DecisionKind.Nftables,
            $"table {hit.Table}, chain {hit.Chain}",
            hit.Note.Length > 0 ? $"{hit.Rule} [{hit.Note}]" : hit.Rule))],
        After = Frames.Of(packet),
    };
}
