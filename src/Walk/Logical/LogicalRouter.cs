using Naru.Agent.Namespaces;
using Naru.Network.FloatingIps;
using Naru.Network.PortForwardings;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.Subnets;
using Naru.Ovn.Northbound;
using Naru.Primitives;
using Naru.State;
using Naru.Walk.Switching;
using Naru.Walk.Told;
using Naru.Walk.Walking;

namespace Naru.Walk.Logical;

/// <summary>A logical router: it is on every host, and its ways out are on some.</summary>
/// <param name="port">By which the packet comes.</param>
/// <param name="hops">Where hops are told that lie before the last one.</param>
internal sealed class LogicalRouter(
    WalkContext context, LogicalConnections connections, Router router, Port port, PhysicalWay way, bool isAnswer, List<Hop> hops)
{
    private IStateReader State => context.State;

    /// <summary>A packet that came in by the port.</summary>
    public Departure Receive(FlowFields packet)
    {
        var hop = NewHop(packet) with { From = NameOf(port) };
        var decisions = new List<Decision>();
        if (!router.AdminStateUp)
            return Ended(hop, decisions, packet, Obstacles.RouterDown(router));
        if (port.DeviceOwner == DeviceOwners.RouterGateway)
            decisions.AddRange(Optional(isAnswer ? connections.TranslateBack(router.Id, packet, isByGateway: true) : TranslateDestination(packet)));
        var isOwn = RouterPorts.Of(State, router.Id).Any(own => own.FixedIps.Items.Any(ip => ip.Address == packet.Destination));
        if (isOwn && !(isAnswer && connections.IsTranslated(router.Id, packet.Destination)))
        {
            return packet.Protocol is Traffic.Icmp or Traffic.Icmpv6
                ? new Departure.Arrived(hop with { Decisions = [.. decisions], After = Frames.Of(packet) }, packet)
                : Ended(hop, decisions, packet, Obstacles.ServiceClosed(router.Name, packet));
        }
        if (packet.Ttl <= 1)
            return Ended(hop, decisions, packet, new Obstacle(DropReason.TimeToLive, [router.Name], null, []));
        packet.Ttl--;
        return Route(hop, decisions, packet);
    }

    /// <summary>An answer of the router itself.</summary>
    public Departure Answer(FlowFields packet) => Route(NewHop(packet), [], packet);

    private Departure Route(Hop hop, List<Decision> decisions, FlowFields packet)
    {
        if (Find(hop, packet, decisions) is not { } taken)
            return Ended(hop, decisions, packet, Obstacles.NoRoute(context, router, packet));
        var outPort = taken.Port;
        var network = context.Network(outPort.NetworkId)!; // A port's network cannot be deleted.
        if (packet.Length > network.Mtu)
            return Ended(hop, decisions, packet, Obstacles.Mtu(network, packet, NameOf(outPort)));
        if (outPort.DeviceOwner == DeviceOwners.RouterGateway)
        {
            var floating = FloatingIpOf(packet.Source);
            var inside = floating is null ? null : context.Port(floating.PortId);
            var home = inside is not null && OvnPlacement.IsAtInstance(State, inside) ? inside.Binding.Host : OvnPlacement.GatewayHost(State, network.Id, router.Id);
            if (home is null)
                return Ended(hop, decisions, packet, Obstacles.RouterUnplaced(router));
            if (home != way.Host)
            {
                var redirect = OvnNames.GatewayBinding(outPort.Id);
                decisions.Add(new Decision(DecisionKind.LogicalFlow, "lr_in_gw_redirect", $"outport = {redirect}"));
                hops.Add(hop with { To = redirect, Decisions = [.. decisions], After = Frames.Of(packet) });
                hops.AddRange(way.Tunnel(home, WalkContext.Of(router), packet));
                hop = NewHop(packet) with { From = redirect };
                decisions = [];
            }
            decisions.AddRange(Optional(isAnswer ? connections.TranslateBack(router.Id, packet, isByGateway: false) : TranslateSource(floating, outPort, packet)));
        }
        var own = outPort.FixedIps.Items.First(ip => ip.Address.Version == packet.Destination.Version).Address;
        var told = hop with { To = NameOf(outPort), Decisions = [.. decisions], After = Frames.Of(packet) };
        return new Departure.Onward(told, network, outPort, taken.Gateway ?? packet.Destination, own, packet) { Host = way.Host };
    }

    /// <summary>The longest prefix: of equal ones what is on a link. Static routes of one prefix share the flows, and which one takes this packet only its host knows.</summary>
    private Way? Find(Hop hop, FlowFields packet, List<Decision> decisions)
    {
        var links = Links().ToList();
        var longest = links.Concat(Routes(links)).Where(way => way.Prefix.Contains(packet.Destination))
            .GroupBy(way => way.Prefix.Length).MaxBy(ways => ways.Key)?.ToList() ?? [];
        var ways = longest.Find(way => way.Gateway is null) is { } link ? [link] : longest;
        if (ways.Count == 0)
            return null;
        decisions.Add(new Decision(DecisionKind.Route, "lr_in_ip_routing", ways.Count == 1 ? $"{ways[0]}" : $"{ways[0].Prefix} select(1..{ways.Count})"));
        if (ways.Count == 1)
            return ways[0];
        EquatableList<HopPlan> hops = [.. ways.Select(way => new HopPlan(way.Gateway!.Value, NameOf(way.Port)))]; // Only one that is on a link has none.
        var taken = context.Spreads.Choose(new Spread(way.Host, hop.Place, hop.From, ConnectionKey.Of(packet).ToSpreadFlow(), WalkContext.Of(router), []), hops);
        var number = hops.Items.IndexOf(taken);
        decisions.Add(new Decision(DecisionKind.Route, "lr_in_ip_routing_ecmp", $"{number + 1}: {ways[number]}"));
        return ways[number];
    }

    private IEnumerable<Way> Links() =>
        from candidate in RouterPorts.Of(State, router.Id)
        from ip in candidate.FixedIps.Items
        let subnet = State.In(SubnetTable.Table).Find(ip.SubnetId)
        where subnet is not null
        select new Way(subnet.Cidr, null, candidate);

    // northd leaves out a route whose next hop is on no link.
    private IEnumerable<Way> Routes(List<Way> links) =>
        from route in LogicalRoute.Numbered(State, router)
        let port = route.IsByPort ? route.Gateway : links.Where(link => link.Prefix.Contains(route.NextHop)).MaxBy(link => link.Prefix.Length)?.Port
        where port is not null
        select new Way(route.Prefix, route.NextHop, port);

    private Decision? TranslateDestination(FlowFields packet)
    {
        foreach (var holder in PortTable.ByFixedIp.Of(State, packet.Destination).Where(candidate => candidate.DeviceOwner == DeviceOwners.FloatingIp))
        {
            if (State.In(FloatingIpTable.Table).Find(holder.DeviceId) is not { } floating)
                continue;
            if (floating is { FixedAddress: { } inside } && floating.RouterId == router.Id)
                return connections.TranslateDestination(router.Id, "lr_in_dnat", packet, inside, 0, WalkContext.Of(floating));
            if (Forwarding(floating, packet) is var (address, inner))
                return connections.TranslateDestination(router.Id, "lr_in_dnat", packet, address, inner, WalkContext.Of(floating));
        }
        return null;
    }

    private (IpAddress Address, ushort Port)? Forwarding(FloatingIp floating, FlowFields packet)
    {
        var asked = ConnectionKey.Of(packet).DestinationPort;
        var protocol = packet.Protocol switch { Traffic.Tcp => "tcp", Traffic.Udp => "udp", _ => "" };
        var found = PortForwardingTable.ByFloatingIp.Of(State, floating.Id)
            .FirstOrDefault(one => one.Protocol == protocol && one.External.First <= asked && asked <= one.External.Last);
        return found is null ? null : (found.InternalAddress, (ushort)(found.Internal.IsSingle ? found.Internal.First : found.Internal.First + (asked - found.External.First)));
    }

    private Decision? TranslateSource(FloatingIp? floating, Port gateway, FlowFields packet)
    {
        if (floating is not null)
            return connections.TranslateSource(router.Id, "lr_out_snat", packet, floating.FloatingAddress, WalkContext.Of(floating));
        var outside = gateway.FixedIps.Items.FirstOrDefault(ip => ip.Address.IsV4)?.Address;
        var isInside = RouterPorts.Interfaces(State, router.Id).SelectMany(own => RouterPorts.SubnetsOf(State, own)).Any(subnet => subnet.Cidr.Contains(packet.Source));
        return router.EnableSnat && isInside && packet.Source.IsV4 && outside is { } address
            ? connections.TranslateSource(router.Id, "lr_out_snat", packet, address, WalkContext.Of(router))
            : null;
    }

    /// <summary>The floating IP that a source has, or that an answer has become.</summary>
    private FloatingIp? FloatingIpOf(IpAddress source) =>
        PortTable.ByFixedIp.Of(State, source)
            .SelectMany(own => FloatingIpTable.ByRouter.Of(State, router.Id).Where(floating =>
                floating.FloatingPortId == own.Id || (floating.PortId == own.Id && floating.FixedAddress == source)))
            .FirstOrDefault();

    private Hop NewHop(FlowFields packet) =>
        new(0, way.Host, HopKind.LogicalRouter, OvnNames.Neutron(router.Id), "", "", [], Frames.Of(packet), null, WalkContext.Of(router));

    private static string NameOf(Port port) => OvnNames.RouterPort(port.Id);

    private static IEnumerable<Decision> Optional(Decision? decision) => decision is null ? [] : [decision];

    private static Departure.Ended Ended(Hop hop, List<Decision> decisions, FlowFields packet, Obstacle obstacle) =>
        new(hop with { Decisions = [.. decisions], After = Frames.Of(packet) }, obstacle);

    /// <param name="Gateway">Null: what it leads to is on a link.</param>
    private sealed record Way(IpPrefix Prefix, IpAddress? Gateway, Port Port)
    {
        public override string ToString() => $"{Prefix}{(Gateway is { } gateway ? $" via {gateway}" : "")} dev {NameOf(Port)}";
    }
}
