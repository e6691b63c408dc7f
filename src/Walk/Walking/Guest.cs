using Naru.Network.Ports;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Walk.Switching;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>The network stack of an instance that took the addresses and routes that DHCP offers.</summary>
internal static class Guest
{
    public static readonly IpAddress Everybody = IpAddress.Parse("255.255.255.255");

    /// <summary>What instances call their network card.</summary>
    private const string Device = "eth0";

    private static readonly IpAddress Metadata = IpAddress.Parse("169.254.169.254");

    public static string NameOf(Port port) => port.Name.Length > 0 ? port.Name : port.DnsName.Length > 0 ? port.DnsName : port.Id;

    public static Departure Send(WalkContext context, Port port, FlowFields packet)
    {
        var network = context.Network(port.NetworkId)!; // A port's network cannot be deleted.
        var hop = new Hop(
            0, port.Binding.Host, HopKind.Instance, NameOf(port), "", Device, [], Frames.Of(packet), null, WalkContext.Of(port));
        if (Obstacles.OfSender(context, port) is { } obstacle)
            return new Departure.Ended(hop, obstacle);
        if (packet.Length > network.Mtu)
            return new Departure.Ended(hop, Obstacles.Mtu(network, packet, Device));
        if (packet.Destination == Everybody)
            return new Departure.Onward(hop, network, port, null, packet.Source, packet);
        if (Route(context, port, packet.Destination) is not var (text, nextHop, own))
            return new Departure.Ended(hop, Obstacles.NoGateway(context, port, packet));
        var routed = hop with { Decisions = [new Decision(DecisionKind.Route, "ip route", text)] };
        return new Departure.Onward(routed, network, port, nextHop, own, packet);
    }

    public static Departure Receive(WalkContext context, Port port, FlowFields packet)
    {
        var isOwn = packet.Destination == Everybody
            || port.FixedIps.Items.Any(ip => ip.Address == packet.Destination)
            || port.AllowedAddressPairs.Items.Any(pair => pair.IpAddress.Contains(packet.Destination));
        var hop = new Hop(
            0, port.Binding.Host, HopKind.Instance, NameOf(port), Device, "", [], Frames.Of(packet), Frames.Of(packet), WalkContext.Of(port));
        return isOwn
            ? new Departure.Arrived(hop, packet)
            : new Departure.Ended(hop, Obstacles.AddressUnknown(context.Network(port.NetworkId)!, packet.Destination)); // A port's network cannot be deleted.
    }

    // As DHCP tells it: the subnets of the network are on the link, then the routes of the subnet, then its gateway.
    private static (string Text, IpAddress NextHop, IpAddress Own)? Route(WalkContext context, Port port, IpAddress destination)
    {
        foreach (var ip in port.FixedIps.Items.Where(ip => ip.Address.Version == destination.Version))
        {
            if (context.State.In(SubnetTable.Table).Find(ip.SubnetId) is not { } subnet)
                continue;
            foreach (var onLink in context.Subnets(port.NetworkId))
            {
                if (onLink.Cidr.Contains(destination))
                    return ($"{onLink.Cidr} dev {Device}", destination, ip.Address);
            }
            if (subnet.HostRoutes.Items.Where(route => route.Destination.Contains(destination)).OrderByDescending(route => route.Destination.Length).FirstOrDefault() is { } host)
                return ($"{host.Destination} via {host.NextHop} dev {Device}", host.NextHop, ip.Address);
            if (destination == Metadata && MetadataOf(context, port, subnet) is { } server)
                return ($"{Metadata} via {server} dev {Device}", server, ip.Address);
            if (subnet.GatewayIp is { } gateway)
                return ($"default via {gateway} dev {Device}", gateway, ip.Address);
        }
        return null;
    }

    // Where no router has the gateway's address, the DHCP port answers for the metadata and says so in its routes.
    private static IpAddress? MetadataOf(WalkContext context, Port port, Subnet subnet)
    {
        // Where OVN does the networks, its DHCP always tells the way to the metadata port.
        if (AddressOn(context, port, subnet, DeviceOwners.Distributed) is { } distributed)
            return distributed;
        var hasRouter = subnet.GatewayIp is { } gateway && PortTable.ByAddress.Find(context.State, subnet.Id, gateway) is { } owner && DeviceOwners.BelongsToRouter(owner.DeviceOwner);
        if (hasRouter)
            return null;
        return AddressOn(context, port, subnet, DeviceOwners.Dhcp);
    }

    private static IpAddress? AddressOn(WalkContext context, Port port, Subnet subnet, string owner) =>
        PortTable.ByNetworkAndOwner.Of(context.State, (port.NetworkId, owner)).SelectMany(service => service.FixedIps.Items)
            .FirstOrDefault(ip => ip.SubnetId == subnet.Id)?.Address;
}
