using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Primitives;
using Naru.Walk.Switching;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>The reasons for which a packet ends, each with the object that is responsible and what would help.</summary>
internal static class Obstacles
{
    /// <summary>What keeps a port from sending and receiving at all; null: nothing.</summary>
    public static Obstacle? OfPort(WalkContext context, Port port)
    {
        var name = Guest.NameOf(port);
        var told = WalkContext.Of(port);
        if (!port.AdminStateUp)
            return new(DropReason.PortDown, [name], told, [ApiChanges.EnablePort(port)]);
        // It is on every host that needs it, and bound to none.
        if (port.DeviceOwner == DeviceOwners.RouterInterfaceDistributed)
            return null;
        if (port.IsNetworkDevice && DeviceOwners.BelongsToRouter(port.DeviceOwner) && context.Router(port.DeviceId) is { Host: "", IsDistributed: false, IsHighlyAvailable: false } router)
            return RouterUnplaced(router);
        if (!port.Binding.IsBound)
            return new(DropReason.PortUnbound, [name, port.Binding.Host], told, ApiChanges.Bind(port));
        if (port.Status is PortStatus.Error)
            return new(DropReason.PortError, [name, port.StatusReason], told, []);
        return context.Node(port.Binding.Host) is not { IsAttached: true } && port.Status is not PortStatus.Active
            ? new(DropReason.AgentDown, [port.Binding.Host, name], told, [])
            : null;
    }

    public static Obstacle? OfSender(WalkContext context, Port port) => OfPort(context, port);

    public static Obstacle Mtu(VirtualNetwork network, FlowFields packet, string device) =>
        new(DropReason.Mtu, [$"{packet.Length}", $"{network.Mtu}", device, network.Name], WalkContext.Of(network), [ApiChanges.RaiseMtu(network, packet.Length)]);

    public static Obstacle NoGateway(WalkContext context, Port port, FlowFields packet)
    {
        var subnets = context.Subnets(port.NetworkId).Where(subnet => subnet.IpVersion == packet.Destination.Version).ToList();
        return new(
            DropReason.NoGateway,
            [Guest.NameOf(port), $"{packet.Destination}", subnets.Count > 0 ? $"{subnets[0].Cidr}" : ""],
            subnets.Count > 0 ? WalkContext.Of(subnets[0]) : WalkContext.Of(port),
            [.. subnets.Take(1).SelectMany(ApiChanges.GiveGateway)]);
    }

    public static Obstacle AddressUnknown(VirtualNetwork network, IpAddress address) =>
        new(DropReason.AddressUnknown, [$"{address}", network.Name], WalkContext.Of(network), []);

    /// <summary>Nobody on the network has an address; where it is the gateway's, a router is missing.</summary>
    public static Obstacle NobodyHas(WalkContext context, VirtualNetwork network, IpAddress address)
    {
        var subnet = context.Subnets(network.Id).FirstOrDefault(candidate => candidate.GatewayIp == address);
        return subnet is null
            ? AddressUnknown(network, address)
            : AddressUnknown(network, address) with { Object = WalkContext.Of(subnet), Changes = ApiChanges.ConnectToRouter(context, subnet) };
    }

    public static Obstacle PrivateAddress(WalkContext context, VirtualNetwork external, IpAddress address) => new(
        DropReason.PrivateAddress, [$"{address}", external.Name], WalkContext.Of(external), ApiChanges.Publish(context, external, address));

    public static Obstacle NoRoute(WalkContext context, Router router, FlowFields packet) => new(
        DropReason.NoRoute, [router.Name, $"{packet.Destination}"], WalkContext.Of(router), ApiChanges.Route(context, router, packet.Destination));

    public static Obstacle RouterDown(Router router) => new(DropReason.RouterDown, [router.Name], WalkContext.Of(router), [ApiChanges.EnableRouter(router)]);

    public static Obstacle RouterUnplaced(Router router) => new(DropReason.RouterUnplaced, [router.Name], WalkContext.Of(router), []);

    public static Obstacle ServiceClosed(string place, FlowFields packet) =>
        new(DropReason.ServiceClosed, [place, Words(packet)], null, []);

    public static Obstacle Filtered(string rule) => new(DropReason.Filtered, [rule], null, []);

    public static Obstacle NoSegment(VirtualNetwork network, string from, string to) =>
        new(DropReason.NoSegment, [network.Name, from, to], WalkContext.Of(network), []);

    public static Obstacle NoRule(WalkContext context, Port port, NodeContract.RuleDirection direction, FlowFields packet)
    {
        var isEgress = direction is NodeContract.RuleDirection.Egress;
        var remote = isEgress ? packet.Destination : packet.Source;
        return new(
            isEgress ? DropReason.NoEgressRule : DropReason.NoIngressRule,
            [Guest.NameOf(port), Words(packet), $"{remote}"],
            WalkContext.Of(port),
            ApiChanges.AddRule(context, port, direction, packet, remote));
    }

    public static Obstacle Spoofing(Port port, FlowFields packet) => new(
        DropReason.Spoofing, [Guest.NameOf(port), $"{packet.Source}", $"{packet.EthSrc}"], WalkContext.Of(port),
        [ApiChanges.AllowAddress(port, packet.Source, packet.EthSrc)]);

    public static string Words(FlowFields packet) =>
        new Traffic(packet.Protocol, 0, packet.Protocol is Traffic.Tcp or Traffic.Udp ? ConnectionKey.Of(packet).DestinationPort : (ushort)0, 0).ToString();
}
