using Naru.Network.FloatingIps;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.SecurityGroups;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Walk.Switching;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>The smallest changes that remove an obstacle, as commands of the <c>openstack</c> client.</summary>
internal static class ApiChanges
{
    public static ApiChange EnablePort(Port port) => new($"openstack port set --enable {port.Id}");

    public static ApiChange EnableRouter(Router router) => new($"openstack router set --enable {router.Id}");

    public static EquatableList<ApiChange> Bind(Port port) => port.Binding.Host.Length > 0
        ? []
        : [new ApiChange($"openstack port set --host HOST {port.Id}")];

    public static ApiChange RaiseMtu(VirtualNetwork network, int mtu) => new($"openstack network set --mtu {mtu} {network.Id}");

    public static IEnumerable<ApiChange> GiveGateway(Subnet subnet)
    {
        yield return new ApiChange($"openstack subnet set --gateway {subnet.Cidr.Network.Next} {subnet.Id}");
    }

    public static ApiChange AllowAddress(Port port, IpAddress address, MacAddress mac) => new(
        $"openstack port set --allowed-address ip-address={address}{(mac == port.MacAddress ? "" : $",mac-address={mac}")} {port.Id}");

    /// <summary>A rule for just this traffic in the first group of the port; a port without a group gets the default one first.</summary>
    public static EquatableList<ApiChange> AddRule(
        WalkContext context, Port port, NodeContract.RuleDirection direction, FlowFields packet, IpAddress remote)
    {
        var changes = new List<ApiChange>();
        var group = port.SecurityGroupIds.IsEmpty ? null : port.SecurityGroupIds[0];
        if (group is null)
        {
            group = SecurityGroupTable.DefaultOf.Find(context.State, port.ProjectId)?.Id ?? "default";
            changes.Add(new ApiChange($"openstack port set --security-group {group} {port.Id}"));
        }
        var words = new List<string>
        {
            "openstack security group rule create",
            direction is NodeContract.RuleDirection.Egress ? "--egress" : "--ingress",
            $"--ethertype IPv{remote.Version}",
            $"--protocol {ProtocolName(packet.Protocol)}",
        };
        if (packet.Protocol is Traffic.Tcp or Traffic.Udp)
            words.Add($"--dst-port {ConnectionKey.Of(packet).DestinationPort}");
        words.Add($"--remote-ip {IpPrefix.OfHost(remote)}");
        words.Add(NameOf(context, group));
        changes.Add(new ApiChange(string.Join(' ', words)));
        return changes.ToEquatableList();
    }

    /// <summary>The gateway's address belongs to nobody: a router of the project, or a new one, has to get it.</summary>
    public static EquatableList<ApiChange> ConnectToRouter(WalkContext context, Subnet subnet)
    {
        var router = RouterTable.ByProject.Of(context.State, subnet.ProjectId).FirstOrDefault();
        return router is not null
            ? [new ApiChange($"openstack router add subnet {router.Id} {subnet.Id}")]
            : [new ApiChange("openstack router create router"), new ApiChange($"openstack router add subnet router {subnet.Id}")];
    }

    /// <summary>A floating IP for whoever has the address inside.</summary>
    public static EquatableList<ApiChange> Publish(WalkContext context, VirtualNetwork external, IpAddress address)
    {
        var port = PortTable.ByFixedIp.Of(context.State, address).FirstOrDefault(port => !port.IsNetworkDevice);
        if (port is null)
            return [];
        var router = RouterTable.ByGatewayNetwork.Of(context.State, external.Id)
            .FirstOrDefault(router => RouterPorts.Interfaces(context.State, router.Id).Any(own => own.NetworkId == port.NetworkId));
        if (router is { EnableSnat: false } && FloatingIpTable.ByPort.Of(context.State, port.Id).Count == 0)
            return [new ApiChange($"openstack router set --enable-snat --external-gateway {external.Id} {router.Id}")];
        return [new ApiChange($"openstack floating ip create {external.Id} --port {port.Id}")];
    }

    /// <summary>The router gets an interface on the subnet of the destination, or a gateway.</summary>
    public static EquatableList<ApiChange> Route(WalkContext context, Router router, IpAddress destination)
    {
        var subnet = PortTable.ByFixedIp.Of(context.State, destination)
            .SelectMany(port => port.FixedIps.Items)
            .Where(ip => ip.Address == destination)
            .Select(ip => context.State.In(SubnetTable.Table).Find(ip.SubnetId))
            .FirstOrDefault(found => found is not null && found.ProjectId == router.ProjectId);
        if (subnet is not null)
            return [new ApiChange($"openstack router add subnet {router.Id} {subnet.Id}")];
        if (router.GatewayPortId is not null)
            return [];
        var external = context.State.In(NetworkTable.Table).All.FirstOrDefault(network => network.IsExternal);
        return external is null ? [] : [new ApiChange($"openstack router set --external-gateway {external.Id} {router.Id}")];
    }

    private static string NameOf(WalkContext context, string group) =>
        context.State.In(SecurityGroupTable.Table).Find(group) is { } found
        && SecurityGroupTable.ByProject.Of(context.State, found.ProjectId).Count(other => other.Name == found.Name) == 1
            ? found.Name
            : group;

    private static string ProtocolName(byte protocol) => protocol switch
    {
        Traffic.Icmp => "icmp",
        Traffic.Icmpv6 => "ipv6-icmp",
        Traffic.Tcp => "tcp",
        Traffic.Udp => "udp",
        _ => $"{protocol}",
    };
}
