using Naru.Agent.Dhcp;
using Naru.Agent.Namespaces;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Dhcpv6;

/// <summary>What DHCPv6 of a network knows, from the view.</summary>
internal static class Dhcpv6Plan
{
    private const string Stateful = "dhcpv6-stateful";
    private const string Stateless = "dhcpv6-stateless";

    /// <summary>The server's own IPv6 addresses in subnets with DHCP.</summary>
    public static IEnumerable<IpAddress> Addresses(Attachment server) =>
        from subnet in server.Subnets
        where subnet.EnableDhcp && subnet.Cidr.IsV6
        from ip in server.Port.FixedIps
        where ip.SubnetId == subnet.Id
        select ip.Address;

    public static IEnumerable<Dhcpv6Subnet> Subnets(Attachment server) =>
        from subnet in Served(server)
        let named = subnet.DnsNameservers.Items.Where(address => address.IsV6).ToEquatableList()
        select new Dhcpv6Subnet(subnet.Cidr)
        {
            DnsServers = named.IsEmpty ? [.. server.Port.FixedIps.Items.Where(ip => ip.SubnetId == subnet.Id).Select(ip => ip.Address)] : named,
        };

    /// <summary>The ports on the served subnets: with DHCP, or where the hosts make their addresses themselves.</summary>
    public static IEnumerable<(string PortId, Dhcpv6Client Client)> Clients(Attachment server, IEnumerable<NodePort> ports)
    {
        var served = Served(server).ToList();
        var stateful = served.Where(subnet => subnet.Ipv6AddressMode is not Stateless).ToList();
        // Hosts of such subnets ask nobody for addresses, and wait for nobody.
        var other = server.Network.Subnets.Items.Where(subnet => subnet.Cidr.IsV6 && subnet.EnableDhcp).ToList();
        return from port in ports
               where port.FixedIps.Items.Any(ip => other.Exists(subnet => subnet.Id == ip.SubnetId))
               select (port.Id, new Dhcpv6Client(
                   port.Mac, [.. port.FixedIps.Items.Where(ip => stateful.Exists(subnet => subnet.Id == ip.SubnetId)).Select(ip => ip.Address)])
               {
                   ExtraOptions = [.. port.ExtraDhcpOptions.Items.Where(option => option.IpVersion == 6)
                       .Select(option => new DhcpExtraOption(option.Name, option.Value ?? ""))],
               });
    }

    // A subnet of which nothing is said is served as a stateful one, as Neutron does it.
    private static IEnumerable<NodeSubnet> Served(Attachment server) => server.Subnets.Where(subnet => subnet is { EnableDhcp: true, Cidr.IsV6: true }
        && subnet is { Ipv6AddressMode: Stateful or Stateless } or { Ipv6AddressMode: null, Ipv6RaMode: null });
}
