using Naru.Agent.Namespaces;
using Naru.Agent.Routing;
using Naru.NodeContract;
using Naru.Protocols.Packets.Dns;
using Naru.Protocols.Packets.NeighbourDiscovery;

namespace Naru.Agent.RouterAdvertising;

/// <summary>What a router tells the hosts behind one of its devices.</summary>
public sealed record AdvertisementPlan(string Device, RouterAdvertisement Message)
{
    private const string Slaac = "slaac";
    private const string Stateful = "dhcpv6-stateful";
    private const string Stateless = "dhcpv6-stateless";

    /// <summary>A default router that is not heard of for this long is gone: three of the longest pauses (RFC 4861 §6.2.1).</summary>
    private const ushort LifetimeSeconds = 300;

    /// <summary>As many as Neutron tells.</summary>
    private const int MostDnsServers = 3;

    /// <summary>Null: no subnet there has its advertisements from this cloud.</summary>
    internal static AdvertisementPlan? Of(NodeRouter router, Attachment attachment)
    {
        var subnets = attachment.Subnets.Where(subnet => subnet is { Cidr.IsV6: true, Ipv6RaMode: Slaac or Stateful or Stateless }).ToList();
        if (subnets.Count == 0 || !router.AdminStateUp)
            return null;
        return new AdvertisementPlan(attachment.DeviceName(RouterPlan.InterfacePrefix), new RouterAdvertisement
        {
            Managed = subnets.Exists(subnet => subnet.Ipv6RaMode == Stateful),
            Other = subnets.Exists(subnet => subnet.Ipv6RaMode == Stateless),
            LifetimeSeconds = LifetimeSeconds,
            SourceMac = attachment.Port.Mac,
            MtuBytes = attachment.Network.Mtu,
            Prefixes = [.. subnets.Select(subnet => new AdvertisedPrefix(subnet.Cidr, Autonomous: subnet.Ipv6RaMode != Stateful))],
            DnsServers = [.. subnets.SelectMany(subnet => subnet.DnsNameservers.Items).Where(server => server.IsV6).Distinct().Take(MostDnsServers)],
            SearchDomains = attachment.Network.DnsDomain.Length > 0 && DnsName.TryParse(attachment.Network.DnsDomain, out var domain) ? [domain] : [],
            DnsSeconds = LifetimeSeconds,
        });
    }

    public override string ToString() => $"dev {Device} {Message}";
}
