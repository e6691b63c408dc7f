using System.Net;
using Naru.Agent.Dhcpv6;
using Naru.Agent.Dns;
using Naru.Agent.Metadata;
using Naru.Agent.Namespaces;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Packets.Dhcp;

namespace Naru.Agent.Dhcp;

/// <summary>What the DHCP port of a network is on its host: a namespace with a device, and the servers in it.</summary>
/// <param name="ServesMetadata">No router does for some subnet: instances ask the DHCP port.</param>
public sealed record DhcpNetworkPlan(
    string NetworkId, NamespacePlan Space, string Device, DhcpConfiguration Dhcp, DnsConfiguration Dns, bool ServesMetadata) : INetworkPlan
{
    public const string NamespacePrefix = "qdhcp-";

    private const string DevicePrefix = "tap";
    private const string RouterOwnerPrefix = "network:router_";
    private const string HighlyAvailableRouterOwner = "network:ha_router_replicated_interface";

    private static readonly IpAddress MetadataAddress = IpAddress.Parse("169.254.169.254");
    private static readonly IpPrefix Everywhere = IpPrefix.Containing(IpAddress.V4(0), 0);

    /// <summary>The ids of the ports that get an answer.</summary>
    public required EquatableList<string> PortIds { get; init; }

    public required Dhcpv6Configuration Dhcpv6 { get; init; }

    /// <summary>The plan, or null when this host does not serve the network's DHCP.</summary>
    /// <param name="defaultDomain">The domain of names without one.</param>
    /// <param name="resolvers">Whom the host itself asks for names.</param>
    public static DhcpNetworkPlan? Of(NodeView view, NodeNetwork network, string defaultDomain, EquatableList<IPEndPoint> resolvers)
    {
        if (network.DhcpPortId is null || Attachment.Find(view, network.DhcpPortId) is not { } server)
            return null;
        // By id, so that the same view always gives the same answers.
        var ports = view.Ports.Where(port => port.NetworkId == network.Id && port.Id != server.Port.Id)
            .OrderBy(port => port.Id, StringComparer.Ordinal).ToList();
        var subnets = Subnets(server, ports).ToList();
        var reservations = ports.SelectMany(port => Reservations(port, subnets)).ToList();
        var clients = Dhcpv6Plan.Clients(server, ports).ToList();
        var domain = network.DnsDomain.Length > 0 ? network.DnsDomain.TrimEnd('.') : defaultDomain;
        var servesMetadata = subnets.Exists(subnet => subnet.MetadataAtDhcpPort);
        return new DhcpNetworkPlan(
            network.Id,
            SpaceOf(server, servesMetadata),
            server.DeviceName(DevicePrefix),
            new DhcpConfiguration
            {
                ServerMac = server.Port.Mac,
                Subnets = subnets.ToEquatableList(),
                Reservations = [.. reservations.Select(reservation => reservation.Lease)],
                MtuBytes = network.Mtu,
                DomainName = domain,
            },
            NetworkNames.Of(network, ports, domain, [.. subnets.Select(subnet => subnet.ServerAddress), .. Dhcpv6Plan.Addresses(server)], resolvers),
            servesMetadata)
        {
            PortIds = [.. reservations.Select(reservation => reservation.PortId).Concat(clients.Select(client => client.PortId)).Distinct()],
            Dhcpv6 = new Dhcpv6Configuration
            {
                ServerMac = server.Port.Mac,
                Subnets = [.. Dhcpv6Plan.Subnets(server)],
                Clients = [.. clients.Select(client => client.Client)],
                DomainName = domain,
            },
        };
    }

    private static NamespacePlan SpaceOf(Attachment server, bool servesMetadata)
    {
        var device = server.Device(DevicePrefix);
        if (servesMetadata)
        {
            device = device with { Addresses = [.. device.Addresses, AddressPlan.Alone(MetadataAddress)] };
            if (server.Port.FixedIps.Items.Any(ip => ip.Address.IsV6))
                device = device with { Addresses = [.. device.Addresses, AddressPlan.Alone(MetadataServer.AddressOnLink)] };
        }
        var gateway = server.Subnets.Where(subnet => subnet.Cidr.IsV4).Select(subnet => subnet.Gateway).FirstOrDefault(gateway => gateway is not null);
        return new NamespacePlan(
            NamespacePrefix + server.Network.Id,
            [device],
            gateway is null ? [] : [new RoutePlan(Everywhere, gateway, device.Name)],
            [
                new SysctlSetting("net/ipv4/conf/all/promote_secondaries", 1),
                // Instances of a network with several subnets are reached by the one the answer is for, whatever the route says.
                new SysctlSetting("net/ipv4/conf/all/rp_filter", 0),
                new SysctlSetting("net/ipv4/conf/default/rp_filter", 0),
                new SysctlSetting("net/ipv6/conf/default/accept_ra", 0),
                new SysctlSetting("net/ipv6/conf/default/accept_dad", 0),
            ]);
    }

    private static IEnumerable<DhcpSubnet> Subnets(Attachment server, List<NodePort> ports) =>
        from subnet in server.Subnets
        where subnet.EnableDhcp && subnet.Cidr.IsV4
        let own = server.Port.FixedIps.Items.First(ip => ip.SubnetId == subnet.Id)
        select new DhcpSubnet
        {
            Cidr = subnet.Cidr,
            ServerAddress = own.Address,
            Gateway = subnet.Gateway,
            DnsServers = [.. subnet.DnsNameservers.Where(address => address.IsV4)],
            HostRoutes = [.. subnet.HostRoutes.Where(route => route.Destination.IsV4).Select(route => new DhcpRoute(route.Destination, route.NextHop))],
            MetadataAtDhcpPort = !HasRouter(subnet, ports),
        };

    private static bool HasRouter(NodeSubnet subnet, List<NodePort> ports) => ports.Exists(port =>
        (port.DeviceOwner.StartsWith(RouterOwnerPrefix, StringComparison.Ordinal) || port.DeviceOwner == HighlyAvailableRouterOwner)
        && port.FixedIps.Items.Any(ip => ip.SubnetId == subnet.Id && ip.Address == subnet.Gateway));

    private static IEnumerable<(string PortId, DhcpReservation Lease)> Reservations(NodePort port, List<DhcpSubnet> subnets) =>
        from ip in port.FixedIps
        where subnets.Exists(subnet => subnet.Cidr.Contains(ip.Address))
        select (port.Id, new DhcpReservation(port.Mac, ip.Address)
        {
            HostName = port.HostName,
            ExtraOptions = [.. port.ExtraDhcpOptions.Where(option => option.IpVersion == 4)
                .Select(option => new DhcpExtraOption(option.Name, option.Value ?? ""))],
        });
}
