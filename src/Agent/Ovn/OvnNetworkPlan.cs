using System.Net;
using Naru.Agent.Dhcp;
using Naru.Agent.Dns;
using Naru.Agent.Metadata;
using Naru.Agent.Namespaces;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Ovn;

/// <summary>What answers for the metadata of a network on a host of OVN: the namespace <c>ovnmeta-…</c>, and the resolver in it.</summary>
/// <remarks>
/// OVN answers DHCP, and DNS for the network's names over UDP. Names of elsewhere, and TCP, come to the metadata port, whose address is
/// the same on every host.
/// </remarks>
internal sealed record OvnNetworkPlan(string NetworkId, NamespacePlan Space, DnsConfiguration Dns) : INetworkPlan
{
    public const string NamespacePrefix = "ovnmeta-";

    private const string MetadataOwner = "network:distributed";
    private const int IdLength = 10;

    private static readonly IpAddress MetadataAddress = IpAddress.Parse("169.254.169.254");

    /// <summary>The plan, or null when no instance of the network is on this host.</summary>
    /// <param name="defaultDomain">The domain of names without one.</param>
    /// <param name="resolvers">Whom the host itself asks for names.</param>
    public static OvnNetworkPlan? Of(NodeView view, NodeNetwork network, string host, string defaultDomain, EquatableList<IPEndPoint> resolvers)
    {
        var ports = view.Ports.Where(port => port.NetworkId == network.Id).OrderBy(port => port.Id, StringComparer.Ordinal).ToList();
        var metadata = ports.Find(port => port.DeviceOwner == MetadataOwner && port.DeviceId == NamespacePrefix + network.Id);
        if (metadata is null || !ports.Exists(port => port.Host == host && !port.IsOfService) || Attachment.Find(view, metadata.Id) is not { } attachment)
            return null;
        var id = network.Id[..Math.Min(IdLength, network.Id.Length)];
        var device = attachment.Device("tap") with { Name = $"tap{id}1", OuterName = $"tap{id}0" };
        device = device with { Addresses = [.. device.Addresses, AddressPlan.Alone(MetadataAddress)] };
        if (network.Subnets.Items.Any(subnet => subnet.Cidr.IsV6))
            device = device with { Addresses = [.. device.Addresses, AddressPlan.Alone(MetadataServer.AddressOnLink)] };
        return new OvnNetworkPlan(
            network.Id,
            new NamespacePlan(
                NamespacePrefix + network.Id,
                [device],
                [],
                [
                    new SysctlSetting("net/ipv4/conf/all/rp_filter", 0),
                    new SysctlSetting("net/ipv4/conf/default/rp_filter", 0),
                    // Every host has the same addresses: none may be taken for a duplicate of another's.
                    new SysctlSetting("net/ipv6/conf/default/accept_ra", 0),
                    new SysctlSetting("net/ipv6/conf/default/accept_dad", 0),
                ]),
            NetworkNames.Of(
                network,
                ports.Where(port => port.Id != metadata.Id),
                network.DnsDomain.Length > 0 ? network.DnsDomain.TrimEnd('.') : defaultDomain,
                [.. metadata.FixedIps.Select(ip => ip.Address).Where(address => address.IsV4)],
                resolvers));
    }
}
