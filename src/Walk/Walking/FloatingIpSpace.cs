using Naru.Agent.Routing.Distributed;
using Naru.Network.NodeLink;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.NodeContract;
using Naru.Walk.Switching;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>The namespace <c>fip-…</c>: the way of a host's floating IPs between its distributed routers and the external network.</summary>
internal sealed class FloatingIpSpace
{
    private readonly WalkContext _context;
    private readonly Port _port;
    private readonly NodeView _view;
    private readonly FloatingIpSpacePlan? _plan;

    /// <param name="port">The host's port on the external network.</param>
    public FloatingIpSpace(WalkContext context, Port port)
    {
        (_context, _port) = (context, port);
        _view = NodeViewBuilder.BuildPart(context.State, port.Binding.Host, new ViewPart([port], [], []));
        _plan = FloatingIpSpacePlan.All(_view).FirstOrDefault(plan => plan.Space.Name == FloatingIpSpacePlan.NameOf(port.NetworkId));
    }

    /// <summary>From the external network.</summary>
    public Departure Receive(FlowFields packet) => Forward(_plan?.Space.Devices[0].Name ?? "", packet);

    /// <summary>From a router of this host.</summary>
    public Departure ReceiveByCable(string device, FlowFields packet) => Forward(device, packet);

    private Departure Forward(string device, FlowFields packet)
    {
        var network = _context.Network(_port.NetworkId)!; // A port's network cannot be deleted.
        var hop = new Hop(
            0, _port.Binding.Host, HopKind.Router, FloatingIpSpacePlan.NameOf(_port.NetworkId), device, "", [], Frames.Of(packet), null, WalkContext.Of(_port));
        if (_plan is null)
            return new Departure.Ended(hop, Obstacles.AddressUnknown(network, packet.Destination));
        if (packet.Ttl <= 1)
            return new Departure.Ended(hop, new Obstacle(DropReason.TimeToLive, [hop.Place], null, []));
        packet.Ttl--;
        if (SpaceRoutes.Find(_plan.Space, packet, mark: 0, hops => hops[0]) is not { } way)
            return new Departure.Ended(hop, Obstacles.AddressUnknown(network, packet.Destination));
        if (packet.Length > way.Mtu)
            return new Departure.Ended(hop, Obstacles.Mtu(network, packet, way.Name));
        var told = hop with { To = way.Name, After = Frames.Of(packet), Decisions = [new Decision(DecisionKind.Route, "ip route", way.Route.ToString())] };
        if (way.Device is { } outer)
        {
            var own = outer.Addresses.Items.First(address => address.Address.Version == packet.Destination.Version).Address;
            return new Departure.Onward(told, network, _port, way.Route.Gateway ?? packet.Destination, own, packet);
        }
        return RouterBehind(way.Name) is var (router, port, end)
            ? new Departure.Through(told, new Station.Namespace(router, port, _port.Binding.Host), end, packet)
            : new Departure.Ended(told, Obstacles.AddressUnknown(network, packet.Destination));
    }

    /// <summary>The router at the other end of a cable, a port of it, and its end.</summary>
    private (Router Router, Port Port, string Device)? RouterBehind(string cable)
    {
        foreach (var told in _view.Routers.Where(router => router.AgentGatewayPortId == _port.Id))
        {
            if (_context.Router(told.Id) is not { } router || RouterPorts.Interfaces(_context.State, router.Id).FirstOrDefault() is not { } port)
                continue;
            var end = new RouterSpace(_context, new Station.Namespace(router, port, _port.Binding.Host)).Cables
                .FirstOrDefault(candidate => candidate.Peer?.Name == cable);
            if (end is not null)
                return (router, port, end.Name);
        }
        return null;
    }
}
