using Naru.Network.FloatingIps;
using Naru.Network.LocalIps;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Routers.Distributed;
using Naru.Primitives;
using Naru.Walk.Hosts;
using Naru.Walk.Switching;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>Takes a packet from station to station until it arrives or ends.</summary>
internal sealed class Journey(WalkContext context) : IJourney
{
    /// <summary>More routers than this are a circle; the time to live ends it as well.</summary>
    private const int MostStations = Frames.FirstTtl + 2;

    private readonly List<Hop> _hops = [];
    private readonly Circles _circles = new();

    public IReadOnlyList<Hop> Hops => _hops;

    /// <summary>Why it ended; null: it arrived.</summary>
    public Obstacle? Obstacle { get; private set; }

    /// <summary>Where it arrived, and how it looked there.</summary>
    public (Station Station, FlowFields Packet)? Arrival { get; private set; }

    public void Go(Station start, FlowFields packet)
    {
        var station = start;
        var departure = Begin(start, packet);
        for (var count = 0; count < MostStations; count++)
        {
            switch (departure)
            {
                case Departure.Ended ended:
                    _hops.Add(ended.Hop);
                    Obstacle = ended.Obstacle;
                    return;
                case Departure.Arrived arrived:
                    _hops.Add(arrived.Hop);
                    Arrival = (station, arrived.Packet);
                    return;
                case Departure.Through through:
                    _hops.Add(through.Hop);
                    station = through.Next;
                    departure = ReceiveByCable(station, through.Device, through.Packet);
                    break;
                case Departure.Onward onward when Cross(onward) is var (next, arriving):
                    station = next;
                    var goesAround = next is Station.Namespace router && _circles.Visit(router.Router, router.Port, arriving);
                    departure = goesAround ? Circles.Break(Receive(next, arriving)) : Receive(next, arriving);
                    break;
                default:
                    return;
            }
        }
        throw new UnknownStepException("A packet went through more routers than its time to live allows.");
    }

    private Departure Begin(Station station, FlowFields packet) => station switch
    {
        Station.Instance instance => Guest.Send(context, instance.Port, packet),
        Station.Namespace router => new RouterSpace(context, router).Answer(packet),
        Station.Dhcp dhcp => DhcpSpace.Answer(context, dhcp.Port, packet),
        Station.Outside outside => OutsideWorld.Send(context, outside.Network, packet),
        _ => throw new UnknownStepException($"A walk cannot begin at {station}."),
    };

    private Departure Receive(Station station, FlowFields packet) => station switch
    {
        Station.Instance instance => Guest.Receive(context, instance.Port, packet),
        Station.Namespace router => new RouterSpace(context, router).Receive(packet),
        Station.FloatingIps floating => new FloatingIpSpace(context, floating.Port).Receive(packet),
        Station.Dhcp dhcp => DhcpSpace.Receive(context, dhcp.Port, packet),
        Station.Outside outside => OutsideWorld.Receive(context, outside.Network, packet),
        _ => throw new UnknownStepException($"A walk cannot end at {station}."),
    };

    private Departure ReceiveByCable(Station station, string device, FlowFields packet) => station switch
    {
        Station.Namespace router => new RouterSpace(context, router).ReceiveByCable(device, packet),
        Station.FloatingIps floating => new FloatingIpSpace(context, floating.Port).ReceiveByCable(device, packet),
        _ => throw new UnknownStepException($"A cable does not lead to {station}."),
    };

    /// <summary>Crosses a network.</summary>
    /// <returns>Null: it did not come out on the other side, and the obstacle is noted.</returns>
    private (Station Station, FlowFields Packet)? Cross(Departure.Onward onward)
    {
        var packet = onward.Packet;
        context.Note(packet);
        if (onward.From is { } sender && Obstacles.OfPort(context, sender) is { } silent)
            return Stop(onward.Hop, silent);
        var owner = Owner(onward);
        var leg = new Leg(context, onward.Network, onward.Host, [.. Concerned(onward, owner)]);
        var mac = HostModel.OutsideMac;
        var hop = onward.Hop;
        if (onward.NextHop is not { } nextHop)
        {
            mac = MacAddress.Broadcast;
        }
        else
        {
            if (owner is null && !context.IsOutside(onward.Network, nextHop))
                return Stop(hop, Obstacles.NobodyHas(context, onward.Network, nextHop));
            if (Ask(leg, onward, owner, nextHop) is not { } neighbour)
                return Stop(hop, Unanswered(onward, owner, nextHop));
            mac = owner?.MacAddress ?? HostModel.OutsideMac;
            hop = hop with { Decisions = [.. hop.Decisions, neighbour] };
        }
        packet.EthSrc = onward.From?.MacAddress ?? HostModel.OutsideMac;
        packet.EthDst = mac;
        _hops.Add(hop with { After = Frames.Of(packet) });
        var ends = Send(leg, onward, packet);
        var arrived = ends.FirstOrDefault(end => end.Dropped is null && (owner is null ? end.IsOutside : end.Port?.Id == owner.Id));
        if (arrived is null)
            return Lost(onward, owner, ends);
        if (owner is not null && Obstacles.OfPort(context, owner) is { } unwired)
            return StopAtSwitch(arrived.Hops, unwired);
        _hops.AddRange(arrived.Hops);
        return (StationOf(onward.Network, arrived.Port, arrived.Hops[^1].Host), arrived.Packet);
    }

    private IReadOnlyList<LegEnd> Send(Leg leg, Departure.Onward onward, FlowFields packet)
    {
        if (onward.From is { } from)
            return [.. leg.Send(from, packet.HeadersOnly())];
        return context.PhysicalSegment(onward.Network) is { PhysicalNetwork: { } physical } segment
            ? [.. leg.SendFromOutside(physical, (ushort?)segment.SegmentationId, packet)]
            : [];
    }

    /// <summary>Asks for the MAC address of the next hop, through the same bridges that the packet will pass.</summary>
    /// <returns>Null: nobody answers.</returns>
    private Decision? Ask(Leg leg, Departure.Onward onward, Port? owner, IpAddress nextHop)
    {
        var mac = owner?.MacAddress.ToString();
        var entry = $"{nextHop} lladdr {mac ?? "?"}";
        var told = owner is null ? null : WalkContext.Of(owner);
        if (onward.KnowsNeighbour)
            return owner is null ? null : new Decision(DecisionKind.Neighbour, "ip neighbour", $"{entry} PERMANENT", told);
        // Neighbour discovery of IPv6 is flooded like any other multicast.
        if (nextHop.IsV6)
            return new Decision(DecisionKind.Neighbour, "neighbour discovery", entry, told);
        var question = Frames.WhoHas(nextHop, onward.From?.MacAddress ?? HostModel.OutsideMac, onward.Own);
        var ends = Send(leg, onward, question);
        if (ends.FirstOrDefault(end => end.Dropped is null && Frames.IsArpReply(end.Packet)) is { } reply)
        {
            var responder = reply.Hops.LastOrDefault(hop => hop.Kind is HopKind.TunnelBridge) ?? reply.Hops.Last(hop => hop.Kind is HopKind.IntegrationBridge or HopKind.NetworkBridge);
            var where = responder.Decisions.Last(decision => decision.Table is not null || decision.Kind is DecisionKind.Neighbour).Where;
            return new Decision(DecisionKind.Neighbour, "ARP", $"{entry} ({responder.Place}, {where})", told);
        }
        var isAnswered = ends.Any(end => end.Dropped is null && (owner is null ? end.IsOutside : end.Port?.Id == owner.Id && Obstacles.OfPort(context, owner) is null));
        return isAnswered ? new Decision(DecisionKind.Neighbour, "ARP", entry, told) : null;
    }

    private Obstacle Unanswered(Departure.Onward onward, Port? owner, IpAddress nextHop)
    {
        if (owner is null)
            return Obstacles.AddressUnknown(onward.Network, nextHop);
        return Obstacles.OfPort(context, owner)
            ?? Obstacles.NoSegment(onward.Network, onward.Host, owner.Binding.Host);
    }

    private (Station Station, FlowFields Packet)? Lost(Departure.Onward onward, Port? owner, IReadOnlyList<LegEnd> ends)
    {
        // Of several copies of a flooded frame, the one that came farthest is the one to tell of.
        var end = ends.Where(end => end.Dropped is not null).MaxBy(end => end.Hops.Count);
        if (end is null)
        {
            Obstacle = owner is null ? Obstacles.Filtered("") : Obstacles.OfPort(context, owner) ?? Obstacles.NoSegment(onward.Network, onward.Host, owner.Binding.Host);
            return null;
        }
        var dropped = end.Dropped!; // Chosen so.
        if (dropped.Reason is DropReason.NoSegment or DropReason.AddressUnknown && owner is not null && Obstacles.OfPort(context, owner) is { } down)
            return StopAtSwitch(end.Hops, down);
        _hops.AddRange(end.Hops);
        Obstacle = dropped.Reason switch
        {
            DropReason.NoEgressRule when onward.From is { } from => Obstacles.NoRule(context, from, NodeContract.RuleDirection.Egress, end.Packet),
            DropReason.NoIngressRule when owner is not null => Obstacles.NoRule(context, owner, NodeContract.RuleDirection.Ingress, end.Packet),
            DropReason.Spoofing when onward.From is { } from => Obstacles.Spoofing(from, end.Packet),
            DropReason.NoSegment or DropReason.AddressUnknown when owner is not null =>
                Obstacles.NoSegment(onward.Network, onward.Host, owner.Binding.Host),
            _ => Obstacles.Filtered(dropped.Detail),
        };
        return null;
    }

    /// <summary>The last br-int has no port to deliver to; what it floods instead reaches nobody and is not told.</summary>
    private (Station Station, FlowFields Packet)? StopAtSwitch(IReadOnlyList<Hop> hops, Obstacle obstacle)
    {
        var last = hops.Count - 1;
        while (last > 0 && hops[last].Kind is not (HopKind.IntegrationBridge or HopKind.NetworkBridge))
            last--;
        _hops.AddRange(hops.Take(last));
        _hops.Add(hops[last] with { To = "", After = hops[last].Before });
        Obstacle = obstacle;
        return null;
    }

    private (Station Station, FlowFields Packet)? Stop(Hop hop, Obstacle obstacle)
    {
        _hops.Add(hop);
        Obstacle = obstacle;
        return null;
    }

    private Station StationOf(VirtualNetwork network, Port? port, string host)
    {
        if (port is null)
            return new Station.Outside(network);
        if (port.DeviceOwner == DeviceOwners.Dhcp)
            return new Station.Dhcp(port);
        if (port.DeviceOwner == DeviceOwners.FloatingIpAgentGateway)
            return new Station.FloatingIps(port);
        return DeviceOwners.BelongsToRouter(port.DeviceOwner) && context.Router(port.DeviceId) is { } router
            ? new Station.Namespace(router, port, host)
            : new Station.Instance(port);
    }

    /// <summary>The port that has the address of the next hop, or answers for it; null: none of the cloud.</summary>
    private Port? Owner(Departure.Onward onward)
    {
        if (onward.NextHop is not { } address)
            return PortTable.ByNetworkAndOwner.Of(context.State, (onward.Network.Id, DeviceOwners.Dhcp)).FirstOrDefault(port => port.Binding.Host.Length > 0);
        foreach (var port in PortTable.ByFixedIp.Of(context.State, address))
        {
            if (port.NetworkId != onward.Network.Id)
                continue;
            if (LocalIpTables.ByLocalPort.Any(context.State, port.Id))
                return LocalTo(onward, port);
            if (port.DeviceOwner != DeviceOwners.FloatingIp)
                return port;
            return context.State.In(FloatingIpTable.Table).Find(port.DeviceId) is { } floating ? ResponderOf(floating) : null;
        }
        return PortTable.WithAddressPairsByNetwork.Of(context.State, onward.Network.Id)
            .FirstOrDefault(port => port.AllowedAddressPairs.Items.Any(pair => pair.IpAddress.Contains(address)));
    }

    /// <summary>The port of the sender's host to which a local IP leads; where it leads to none, its own, which nobody has.</summary>
    private Port LocalTo(Departure.Onward onward, Port port) => LocalIpTables.ByLocalPort.Of(context.State, port.Id)
        .SelectMany(local => LocalIpTables.ByLocalIp.Of(context.State, local.Id))
        .OrderBy(association => association.Id, StringComparer.Ordinal)
        .Select(association => context.Port(association.FixedPortId))
        .FirstOrDefault(candidate => candidate is not null && candidate.Binding.Host == onward.Host && candidate.Id != onward.From?.Id) ?? port;

    /// <summary>Who answers for a floating IP: the gateway of the router that translates it, or the host of its instance.</summary>
    private Port? ResponderOf(FloatingIp floating)
    {
        if (context.Router(floating.RouterId) is not { } router)
            return null;
        return router.IsDistributed
            && DistributedRouters.InstanceHost(context.State, floating) is { } host
            && DistributedRouters.GatewayPort(context.State, floating.FloatingNetworkId, host) is { } own
                ? own
                : context.Port(router.Gateways.Items.FirstOrDefault(gateway => gateway.NetworkId == floating.FloatingNetworkId)?.PortId);
    }

    /// <summary>Sender and receiver, and whoever may use an address of theirs.</summary>
    private IEnumerable<Port> Concerned(Departure.Onward onward, Port? owner)
    {
        var pairs = PortTable.WithAddressPairsByNetwork.Of(context.State, onward.Network.Id).Where(port => port.AllowedAddressPairs.Items.Any(pair =>
            context.Addresses.Any(pair.IpAddress.Contains) || pair.MacAddress is { } mac && (mac == owner?.MacAddress || mac == onward.From?.MacAddress)));
        return new[] { onward.From, owner }.OfType<Port>().Concat(pairs).DistinctBy(port => port.Id);
    }
}
