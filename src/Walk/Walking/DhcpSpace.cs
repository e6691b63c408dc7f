using Naru.Agent.Dhcp;
using Naru.Network.NodeLink;
using Naru.Network.Ports;
using Naru.Walk.Switching;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>The namespace of a network's DHCP, DNS and metadata.</summary>
internal static class DhcpSpace
{
    private const ushort DhcpPort = 67;
    private const ushort DnsPort = 53;
    private const ushort MetadataPort = 80;

    public static Departure Receive(WalkContext context, Port port, FlowFields packet)
    {
        var network = context.Network(port.NetworkId)!; // A port's network cannot be deleted.
        // Whether it answers for the metadata depends on the routers of the network.
        var ports = PortTable.ByNetworkAndOwner.Of(context.State, (network.Id, DeviceOwners.RouterInterface)).Append(port).ToList();
        var view = NodeViewBuilder.BuildPart(context.State, port.Binding.Host, new ViewPart(ports, [], []));
        var plan = view.Networks.Find(network.Id) is { } told ? DhcpNetworkPlan.Of(view, told, "", []) : null;
        var hop = new Hop(
            0, port.Binding.Host, HopKind.Dhcp, DhcpNetworkPlan.NamespacePrefix + network.Id, plan?.Device ?? "", "", [],
            Frames.Of(packet), Frames.Of(packet), WalkContext.Of(network));
        var isOwn = packet.Destination == Guest.Everybody
            || plan is not null && plan.Space.Devices.Items.Any(device => device.Addresses.Items.Any(own => own.Address == packet.Destination));
        if (!isOwn)
            return new Departure.Ended(hop, Obstacles.AddressUnknown(network, packet.Destination));
        var key = ConnectionKey.Of(packet);
        var isServed = packet.Protocol switch
        {
            Traffic.Icmp or Traffic.Icmpv6 => true,
            Traffic.Udp => key.DestinationPort is DhcpPort or DnsPort,
            Traffic.Tcp => key.DestinationPort == DnsPort || key.DestinationPort == MetadataPort && plan is { ServesMetadata: true },
            _ => false,
        };
        return isServed ? new Departure.Arrived(hop, packet) : new Departure.Ended(hop, Obstacles.ServiceClosed(hop.Place, packet));
    }

    public static Departure Answer(WalkContext context, Port port, FlowFields packet)
    {
        var network = context.Network(port.NetworkId)!; // A port's network cannot be deleted.
        var device = Hosts.PortPlug.Of(context.State, port).OnSwitch;
        var hop = new Hop(
            0, port.Binding.Host, HopKind.Dhcp, DhcpNetworkPlan.NamespacePrefix + network.Id, "", device, [], Frames.Of(packet), null, WalkContext.Of(network));
        var subnet = context.Subnets(network.Id).FirstOrDefault(subnet => subnet.Cidr.Contains(packet.Destination));
        var own = port.FixedIps.Items.FirstOrDefault(ip => ip.Address.Version == packet.Destination.Version)?.Address ?? packet.Source;
        var gateway = context.Subnets(network.Id).Select(candidate => candidate.GatewayIp).FirstOrDefault(candidate => candidate is not null);
        var nextHop = subnet is not null ? packet.Destination : gateway;
        if (nextHop is null)
            return new Departure.Ended(hop, new Obstacle(DropReason.NoGateway, [hop.Place, $"{packet.Destination}"], WalkContext.Of(network), []));
        var route = subnet is not null ? $"{subnet.Cidr} dev {device}" : $"default via {gateway} dev {device}";
        return new Departure.Onward(
            hop with { Decisions = [new Decision(DecisionKind.Route, "ip route", route)] }, network, port, nextHop, own, packet);
    }
}
