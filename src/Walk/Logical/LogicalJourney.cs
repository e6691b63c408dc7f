using Naru.Network.FloatingIps;
using Naru.Network.Networks;
using Naru.Network.PortForwardings;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.Subnets;
using Naru.NodeContract;
using Naru.Ovn.Northbound;
using Naru.Primitives;
using Naru.Walk.Hosts;
using Naru.Walk.Reach;
using Naru.Walk.Switching;
using Naru.Walk.Told;
using Naru.Walk.Walking;
using Segment = Naru.Network.Segments.Segment;

namespace Naru.Walk.Logical;

/// <summary>Takes a packet through OVN's logical switches and routers, and tells between them where it physically is.</summary>
/// <remarks>
/// A host's pipelines run in its br-int: the hops of the logical way come first, then br-int, which has carried them out. The
/// tables are those of ovn-northd(8). What is looked up is the state of the cloud, of which the northbound rows are made.
/// </remarks>
internal sealed class LogicalJourney(WalkContext context, LogicalConnections connections, bool isAnswer) : IJourney
{
    private const int MostStations = Frames.FirstTtl + 2;
    private const ushort MetadataPort = 80;
    private const ushort DnsPort = 53;

    private readonly List<Hop> _hops = [];
    private readonly PhysicalWay _way = new(context);
    private readonly Circles _circles = new();

    public IReadOnlyList<Hop> Hops => _hops;

    public Obstacle? Obstacle { get; private set; }

    public (Station Station, FlowFields Packet)? Arrival { get; private set; }

    public void Go(Station start, FlowFields packet)
    {
        var (station, departure) = (start, Begin(start, packet));
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
                case Departure.Onward onward when Cross(onward) is var (next, departed):
                    (station, departure) = (next, departed);
                    break;
                default:
                    return;
            }
        }
        throw new UnknownStepException("A packet went through more routers than its time to live allows.");
    }

    private Departure Begin(Station station, FlowFields packet)
    {
        switch (station)
        {
            case Station.Instance { Port: { DeviceOwner: DeviceOwners.Distributed } metadata }:
                return FromMetadata(metadata, packet);
            case Station.Instance instance:
                _way.Begin(instance.Port.Binding.Host, _way.DeviceOf(instance.Port));
                return Guest.Send(context, instance.Port, packet);
            case Station.Namespace router:
                var network = router.Router.GatewayNetworkId ?? router.Port.NetworkId;
                _way.Begin(router.Host.Length > 0 ? router.Host : OvnPlacement.GatewayHost(context.State, network, router.Router.Id) ?? "", "");
                return new LogicalRouter(context, connections, router.Router, router.Port, _way, isAnswer, _hops).Answer(packet);
            case Station.Dhcp dhcp:
                return FromDhcp(dhcp.Port, packet);
            case Station.Outside outside:
                return OutsideWorld.Send(context, outside.Network, packet);
            default:
                throw new UnknownStepException($"A walk cannot begin at {station}.");
        }
    }

    /// <summary>The metadata port is on each host of the network; the asker's has answered.</summary>
    private Departure FromMetadata(Port metadata, FlowFields packet)
    {
        var network = context.Network(metadata.NetworkId)!; // A port's network cannot be deleted.
        var asker = PortTable.ByFixedIp.Of(context.State, packet.Destination).FirstOrDefault(port => port.NetworkId == network.Id);
        _way.Begin(asker?.Binding.Host ?? "", _way.DeviceOf(metadata));
        return new Departure.Onward(MetadataHop(network, packet) with { To = _way.DeviceOf(metadata) }, network, metadata, packet.Destination, packet.Source, packet) { Host = _way.Host };
    }

    /// <summary>ovn-controller answers on the host of the instance, in the place of the question.</summary>
    private Departure FromDhcp(Port metadata, FlowFields packet)
    {
        var network = context.Network(metadata.NetworkId)!; // A port's network cannot be deleted.
        var client = PortTable.ByFixedIp.Of(context.State, packet.Destination).First(port => port.NetworkId == network.Id); // It has asked.
        _way.Begin(client.Binding.Host, "");
        if (ServedBy(client) is { } subnet)
        {
            packet.Source = subnet.GatewayIp ?? packet.Source;
            packet.EthSrc = OvnPlacement.DhcpServerMac(subnet);
        }
        packet.EthDst = client.MacAddress;
        _hops.Add(SwitchHop(network, "", packet) with { To = client.Id, Decisions = [new Decision(DecisionKind.LogicalFlow, "ls_in_dhcp_response", "ovn-controller answers")] });
        _hops.Add(_way.Deliver(client, packet));
        return Guest.Receive(context, client, packet);
    }

    /// <summary>Crosses a network.</summary>
    /// <returns>Null: it did not come out on the other side, and the obstacle is noted.</returns>
    private (Station Station, Departure Departure)? Cross(Departure.Onward onward)
    {
        var (network, packet, hop) = (onward.Network, onward.Packet, onward.Hop);
        context.Note(packet);
        var sender = onward.From is { } from && !DeviceOwners.BelongsToRouter(from.DeviceOwner) ? from : null;
        if (sender is { IsNetworkDevice: false } && Obstacles.OfPort(context, sender) is { } silent)
            return Stop(hop, silent);
        var owner = onward.NextHop is { } address ? Owner(network, address) : null;
        if (onward.NextHop is { } nextHop)
        {
            if (owner is null && !context.IsOutside(network, nextHop))
                return Stop(hop, Obstacles.NobodyHas(context, network, nextHop));
            var neighbour = $"{nextHop} lladdr {owner?.MacAddress.ToString() ?? "?"}";
            hop = hop with { Decisions = [.. hop.Decisions, new Decision(DecisionKind.Neighbour, owner is null ? "ARP" : "ls_in_arp_rsp", neighbour, owner is null ? null : WalkContext.Of(owner))] };
        }
        packet.EthSrc = onward.From?.MacAddress ?? HostModel.OutsideMac;
        packet.EthDst = onward.NextHop is null ? MacAddress.Broadcast : owner?.MacAddress ?? HostModel.OutsideMac;
        _hops.Add(hop with { After = Frames.Of(packet) });
        if (onward.From is null && !Enter(network, owner, packet))
            return null;
        _way.Enter(packet);

        var at = SwitchHop(network, onward.From?.Id ?? Localnet(network), packet);
        var decisions = new List<Decision>();
        if (sender is { PortSecurityEnabled: true, IsNetworkDevice: false })
        {
            if (!MaySend(sender, packet))
                return Stop(at with { After = at.Before }, Obstacles.Spoofing(sender, packet));
            decisions.Add(new Decision(DecisionKind.LogicalFlow, "ls_in_check_port_sec", $"{packet.EthSrc} {packet.Source}", WalkContext.Of(sender)));
            if (Filter(sender, RuleDirection.Egress, packet, decisions) is { } refused)
                return Stop(at with { Decisions = [.. decisions], After = at.Before }, refused);
        }
        if (onward.NextHop is null)
            return AskForAddress(at, decisions, sender, network, packet);
        at = at with { Decisions = [.. decisions], After = at.Before };
        if (owner is null)
            return Leave(at, network, packet);
        return DeviceOwners.BelongsToRouter(owner.DeviceOwner) ? IntoRouter(at, network, owner, onward.From, packet) : Deliver(at, network, owner, packet);
    }

    private (Station, Departure)? AskForAddress(Hop at, List<Decision> decisions, Port? client, VirtualNetwork network, FlowFields packet)
    {
        if (client is null || ServedBy(client) is not { } subnet)
            return Stop(at with { Decisions = [.. decisions], After = at.Before }, Obstacles.AddressUnknown(network, packet.Destination));
        decisions.Add(new Decision(
            DecisionKind.LogicalFlow, "ls_in_dhcp_options", $"put_dhcp_opts(offerip = {client.FixedIps.Items.First(ip => ip.SubnetId == subnet.Id).Address}, …)", WalkContext.Of(subnet)));
        var service = MetadataPorts.Find(context.State, network.Id) ?? client;
        return (new Station.Dhcp(service), new Departure.Arrived(at with { Decisions = [.. decisions], After = at.Before }, packet));
    }

    private (Station, Departure)? IntoRouter(Hop at, VirtualNetwork network, Port port, Port? from, FlowFields packet)
    {
        if (context.Router(port.DeviceId) is not { } router)
            return Stop(at, Obstacles.AddressUnknown(network, packet.Destination));
        var segment = context.PhysicalSegment(network);
        if (segment is not null && !IsEverywhere(network, port, router) && HomeOf(network, port, router, packet.Destination) is var home && home != _way.Host)
        {
            if (home is null)
                return Stop(at, Obstacles.RouterUnplaced(router));
            OverWire(at, network, port, segment, home, packet);
        }
        else if (from?.DeviceId != router.Id)
        {
            _hops.Add(Found(at, port.Id, packet));
        }
        var goesAround = _circles.Visit(router, port, packet);
        var departure = new LogicalRouter(context, connections, router, port, _way, isAnswer, _hops).Receive(packet);
        return (new Station.Namespace(router, port, _way.Host), goesAround ? Circles.Break(departure) : departure);
    }

    /// <summary>A frame for a router that is on another host gets there over the physical network.</summary>
    private void OverWire(Hop at, VirtualNetwork network, Port port, Segment segment, string home, FlowFields packet)
    {
        _hops.Add(Found(at, Localnet(network), packet));
        _hops.AddRange(_way.ToWire(network, segment, packet));
        _hops.AddRange(_way.FromWire(home, network, segment, packet));
        _hops.Add(Found(SwitchHop(network, Localnet(network), packet), port.Id, packet));
    }

    /// <summary>Whether a router's side of a network is on the host of whoever speaks to it.</summary>
    private bool IsEverywhere(VirtualNetwork network, Port port, Router router) =>
        port.DeviceOwner != DeviceOwners.RouterGateway && OvnPlacement.IsOnEveryHost(context.State, network.Id, router);

    /// <summary>The host on which a router takes what is for it on a physical network; null: none is there.</summary>
    private string? HomeOf(VirtualNetwork network, Port port, Router router, IpAddress destination) => port.DeviceOwner == DeviceOwners.RouterGateway
        ? HostOfFloatingIp(destination) ?? OvnPlacement.GatewayHost(context.State, network.Id, router.Id)
        : OvnPlacement.GatewayHost(context.State, router.GatewayNetworkId ?? "", router.Id);

    /// <summary>Where a logical switch sends a frame, by its address; one that it does not know, to the wire.</summary>
    private static Hop Found(Hop at, string outport, FlowFields packet) => at with
    {
        To = outport,
        Decisions = [.. at.Decisions, new Decision(DecisionKind.LogicalFlow, "ls_in_l2_lkup", $"eth.dst == {packet.EthDst} → {outport}")],
    };

    private (Station, Departure)? Leave(Hop at, VirtualNetwork network, FlowFields packet)
    {
        if (context.PhysicalSegment(network) is not { } segment || !_way.Reaches(segment))
            return Stop(at, Obstacles.NoSegment(network, _way.Host, ""));
        _hops.Add(Found(at, Localnet(network), packet));
        _hops.AddRange(_way.ToWire(network, segment, packet));
        return (new Station.Outside(network), OutsideWorld.Receive(context, network, packet));
    }

    private (Station, Departure)? Deliver(Hop at, VirtualNetwork network, Port owner, FlowFields packet)
    {
        var isMetadata = owner.DeviceOwner == DeviceOwners.Distributed;
        if (!isMetadata && Obstacles.OfPort(context, owner) is { } down)
            return Stop(at, down);
        at = Found(at, owner.Id, packet);
        if (!isMetadata && owner.Binding.Host != _way.Host)
        {
            _hops.Add(at);
            if (context.PhysicalSegment(network) is { } segment)
            {
                _hops.AddRange(_way.ToWire(network, segment, packet));
                _hops.AddRange(_way.FromWire(owner.Binding.Host, network, segment, packet));
                at = Found(SwitchHop(network, Localnet(network), packet), owner.Id, packet);
            }
            else
            {
                // The second half of the pipeline, where the receiver is.
                _hops.AddRange(_way.Tunnel(owner.Binding.Host, WalkContext.Of(network), packet));
                at = SwitchHop(network, at.From, packet) with { To = owner.Id };
            }
        }
        var decisions = at.Decisions.Items.ToList();
        if (Filter(owner, RuleDirection.Ingress, packet, decisions) is { } refused)
            return Stop(at with { Decisions = [.. decisions], After = at.Before }, refused);
        _hops.Add(at with { Decisions = [.. decisions], After = at.Before });
        _hops.Add(_way.Deliver(owner, packet));
        return (new Station.Instance(owner), isMetadata ? IntoMetadata(network, packet) : Guest.Receive(context, owner, packet));
    }

    private Departure IntoMetadata(VirtualNetwork network, FlowFields packet)
    {
        var asked = ConnectionKey.Of(packet).DestinationPort;
        var hop = MetadataHop(network, packet);
        return packet.Protocol is Traffic.Icmp or Traffic.Icmpv6 || asked == DnsPort || (packet.Protocol is Traffic.Tcp && asked == MetadataPort)
            ? new Departure.Arrived(hop, packet)
            : new Departure.Ended(hop, Obstacles.ServiceClosed(hop.Place, packet));
    }

    /// <summary>From the wire of a physical network to the host that takes it.</summary>
    private bool Enter(VirtualNetwork network, Port? owner, FlowFields packet)
    {
        if (context.PhysicalSegment(network) is not { } segment)
        {
            Obstacle = Obstacles.NoSegment(network, "", owner?.Binding.Host ?? "");
            return false;
        }
        var router = owner is not null && DeviceOwners.BelongsToRouter(owner.DeviceOwner) ? context.Router(owner.DeviceId) : null;
        if (router is not null && IsEverywhere(network, owner!, router)) // A router's port is one.
            throw new UnknownStepException($"router '{router.Name}' answers on every host for its address on '{network.Name}', and which one takes what comes from the wire is not computed");
        var host = router is null ? owner?.Binding.Host : HomeOf(network, owner!, router, packet.Destination); // The same.
        if (string.IsNullOrEmpty(host))
        {
            Obstacle = router is not null ? Obstacles.RouterUnplaced(router) : Obstacles.AddressUnknown(network, packet.Destination);
            return false;
        }
        packet.Vlan = PhysicalWay.TagOf(segment);
        _hops.Add(new Hop(
            0, "", HopKind.PhysicalNetwork, segment.PhysicalNetwork!, "", "", [], Frames.Of(packet), Frames.Of(packet), WalkContext.Of(network))); // A segment of one.
        _hops.AddRange(_way.FromWire(host, network, segment, packet));
        return true;
    }

    private string? HostOfFloatingIp(IpAddress address) => PortTable.ByFixedIp.Of(context.State, address)
        .Where(port => port.DeviceOwner == DeviceOwners.FloatingIp)
        .Select(port => context.Port(context.State.In(FloatingIpTable.Table).Find(port.DeviceId)?.PortId))
        .FirstOrDefault(inside => inside is not null && OvnPlacement.IsAtInstance(context.State, inside))?.Binding.Host;

    private Obstacle? Filter(Port port, RuleDirection direction, FlowFields packet, List<Decision> decisions)
    {
        if (!port.PortSecurityEnabled || port.IsNetworkDevice)
            return null;
        var table = direction is RuleDirection.Egress ? "ls_in_acl" : "ls_out_acl";
        if (direction is RuleDirection.Egress && packet.Destination == Guest.Everybody)
        {
            decisions.Add(new Decision(DecisionKind.LogicalFlow, table, "udp.src == 68 && udp.dst == 67"));
            return null;
        }
        if (isAnswer && GroupRules.IsStateful(context.State, port))
        {
            decisions.Add(new Decision(DecisionKind.Conntrack, table, "ct.est && ct.rpl"));
            return null;
        }
        var rules = SecurityRules.Decisions(context, port, direction, packet).ToList();
        decisions.AddRange(rules.Select(rule => rule with { Where = $"{table}, {rule.Where}" }));
        return rules.Count > 0 ? null : Obstacles.NoRule(context, port, direction, packet);
    }

    /// <summary>Who answers for an address on a network.</summary>
    private Port? Owner(VirtualNetwork network, IpAddress address)
    {
        foreach (var port in PortTable.ByFixedIp.Of(context.State, address).Where(port => port.NetworkId == network.Id))
        {
            if (port.DeviceOwner != DeviceOwners.FloatingIp)
                return port;
            var router = context.State.In(FloatingIpTable.Table).Find(port.DeviceId) is { } floating ? context.Router(floating.RouterId) ?? ForwardedBy(floating) : null;
            return context.Port(router?.Gateways.Items.FirstOrDefault(gateway => gateway.NetworkId == network.Id)?.PortId);
        }
        return PortTable.WithAddressPairsByNetwork.Of(context.State, network.Id)
            .FirstOrDefault(port => port.AllowedAddressPairs.Items.Any(pair => pair.IpAddress.Contains(address)));
    }

    private Router? ForwardedBy(FloatingIp floating) =>
        context.Router(PortForwardingTable.ByFloatingIp.Of(context.State, floating.Id).FirstOrDefault()?.RouterId);

    private static bool MaySend(Port port, FlowFields packet) =>
        packet.Source.Value == 0
        || port.FixedIps.Items.Any(ip => ip.Address == packet.Source)
        || port.AllowedAddressPairs.Items.Any(pair => (pair.MacAddress ?? port.MacAddress) == packet.EthSrc && pair.IpAddress.Contains(packet.Source));

    private Subnet? ServedBy(Port client) => context.Subnets(client.NetworkId)
        .FirstOrDefault(subnet => subnet is { EnableDhcp: true, IpVersion: 4 } && client.FixedIps.Items.Any(ip => ip.SubnetId == subnet.Id));

    private string Localnet(VirtualNetwork network) => context.PhysicalSegment(network) is { } segment ? OvnNames.Localnet(segment.Id) : "";

    private Hop SwitchHop(VirtualNetwork network, string from, FlowFields packet) =>
        new(0, _way.Host, HopKind.LogicalSwitch, OvnNames.Neutron(network.Id), from, "", [], Frames.Of(packet), Frames.Of(packet), WalkContext.Of(network));

    private Hop MetadataHop(VirtualNetwork network, FlowFields packet) =>
        new(0, _way.Host, HopKind.Dhcp, OvnNames.MetadataDevice + network.Id, "", "", [], Frames.Of(packet), Frames.Of(packet), WalkContext.Of(network));

    private (Station, Departure)? Stop(Hop hop, Obstacle obstacle)
    {
        _hops.Add(hop);
        Obstacle = obstacle;
        return null;
    }
}
