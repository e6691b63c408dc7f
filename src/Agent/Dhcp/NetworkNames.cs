using System.Net;
using Naru.Agent.Dns;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Packets.Dns;

namespace Naru.Agent.Dhcp;

/// <summary>The names of a network's ports, for the resolver in its namespace.</summary>
internal static class NetworkNames
{
    /// <param name="domain">The domain of names without one.</param>
    /// <param name="addresses">Where the resolver listens.</param>
    /// <param name="resolvers">Whom the host itself asks, for a network without name servers of its own.</param>
    public static DnsConfiguration Of(
        NodeNetwork network, IEnumerable<NodePort> ports, string domain, EquatableList<IpAddress> addresses, EquatableList<IPEndPoint> resolvers) => new()
    {
        ListenAddresses = addresses,
        Domain = DnsName.TryParse(domain, out var zone) ? zone : default,
        Hosts = [.. ports.Select(port => Host(port, domain)).OfType<DnsHost>()],
        Upstreams = Upstreams(network, resolvers),
    };

    // A name that DNS cannot carry is not answered for.
    private static DnsHost? Host(NodePort port, string domain)
    {
        var own = port.DnsDomain.Length > 0 ? port.DnsDomain.TrimEnd('.') : domain;
        return DnsName.TryParse(own.Length > 0 ? $"{port.HostName}.{own}" : port.HostName, out var name)
            ? new DnsHost(name, [.. port.FixedIps.Select(ip => ip.Address)])
            : null;
    }

    private static EquatableList<IPEndPoint> Upstreams(NodeNetwork network, EquatableList<IPEndPoint> resolvers)
    {
        var named = network.Subnets.SelectMany(subnet => subnet.DnsNameservers.Items).Distinct().ToList();
        return named.Count == 0 ? resolvers : [.. named.Select(address => new IPEndPoint(address.ToIPAddress(), DnsWire.Port))];
    }
}
