using Naru.Network.Segments;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Subnets;

/// <summary>The rules between the fields of a subnet, each named after what it says.</summary>
internal static class SubnetChecks
{
    private const int EuiPrefix = 64;

    /// <summary>The block fits its IP version, can carry DHCP if that is on, and overlaps no other block of the network.</summary>
    public static Result<Done> Block(IStateReader state, Subnet subnet)
    {
        var block = subnet.Cidr;
        if (block.Version != subnet.IpVersion)
            return VersionMismatch("cidr", block.ToString(), subnet);
        if (block.Length == 0)
            return NetworkErrors.InvalidInput("0 is not allowed as CIDR prefix length");
        if (block.IsV6 && block.Network.Value == 0)
            return NetworkErrors.InvalidInput("IPv6 subnet '::' is not supported");
        if (subnet.EnableDhcp && !Dhcp(subnet).TryGet(out _, out var error))
            return error;
        foreach (var other in SubnetTable.ByNetwork.Of(state, subnet.NetworkId))
        {
            if (other.Id != subnet.Id && other.Cidr.Overlaps(block))
            {
                return NetworkErrors.InvalidInput(
                    $"Requested subnet with cidr: {block} for network: {subnet.NetworkId} overlaps with another subnet");
            }
        }
        return Done.Ok;
    }

    public static Result<Done> Dhcp(Subnet subnet)
    {
        var block = subnet.Cidr;
        if (block.Length > (block.IsV4 ? 30 : 126))
            return NetworkErrors.InvalidInput("Subnet has a prefix length that is incompatible with DHCP service enabled");
        if (block.Network.IsMulticast)
            return NetworkErrors.InvalidInput("Multicast IP subnet is not supported if enable_dhcp is True");
        if (block.IsV4 ? (uint)block.Network.Value >> 24 == 127 : block.Network.Value == 1)
            return NetworkErrors.InvalidInput("Loopback IP subnet is not supported if enable_dhcp is True");
        if (block.IsV4 && block.Network.Value == 0)
            return NetworkErrors.InvalidInput("First IP '0.0.0.0' of network is not supported if enable_dhcp is True.");
        return Done.Ok;
    }

    /// <summary>Gateway, name servers and routes are of the subnet's IP version and within the limits.</summary>
    public static Result<Done> Contents(Subnet subnet, NetworkOptions options)
    {
        if (subnet.GatewayIp is { } gateway)
        {
            if (gateway.Version != subnet.IpVersion)
                return VersionMismatch("gateway_ip", gateway.ToString(), subnet);
            if (subnet.Cidr is { IsV4: true, Length: < 31 } && (gateway == subnet.Cidr.Network || gateway == subnet.Cidr.Last))
                return NetworkErrors.InvalidInput("Gateway is not valid on subnet");
        }
        if (subnet.DnsNameservers.Count > options.MaxDnsNameservers)
        {
            return NetworkErrors.Invalid("DNSNameServersExhausted",
                $"Unable to complete operation for {subnet.Id}. The number of DNS nameservers exceeds the limit {options.MaxDnsNameservers}.");
        }
        if (subnet.HostRoutes.Count > options.MaxHostRoutes)
        {
            return NetworkErrors.Invalid("HostRoutesExhausted",
                $"Unable to complete operation for {subnet.Id}. The number of host routes exceeds the limit {options.MaxHostRoutes}.");
        }
        if (subnet.DnsNameservers.Items.Distinct().Count() < subnet.DnsNameservers.Count)
            return NetworkErrors.BadRequest("Invalid input for dns_nameservers. Reason: Duplicate nameserver.");
        foreach (var server in subnet.DnsNameservers)
        {
            if (server.Version != subnet.IpVersion)
                return VersionMismatch("dns_nameserver", server.ToString(), subnet);
        }
        foreach (var route in subnet.HostRoutes)
        {
            if (route.NextHop.Version != subnet.IpVersion)
                return VersionMismatch("nexthop", route.NextHop.ToString(), subnet);
            if (route.Destination.Version != subnet.IpVersion)
                return VersionMismatch("destination", route.Destination.ToString(), subnet);
        }
        return Done.Ok;
    }

    /// <summary>IPv6 modes are for IPv6, need DHCP on, agree with each other, and SLAAC needs a /64.</summary>
    public static Result<Done> Ipv6Modes(Subnet subnet)
    {
        var (ra, address) = (subnet.Ipv6RaMode, subnet.Ipv6AddressMode);
        if (ra is null && address is null)
            return Done.Ok;
        if (subnet.IpVersion == 4)
            return NetworkErrors.InvalidInput($"{(ra is not null ? "ipv6_ra_mode" : "ipv6_address_mode")} is not valid when ip_version is 4");
        if (!subnet.EnableDhcp)
            return NetworkErrors.InvalidInput("ipv6_ra_mode or ipv6_address_mode cannot be set when enable_dhcp is set to False");
        if (ra is not null && address is not null && ra != address)
        {
            return NetworkErrors.InvalidInput(
                $"ipv6_ra_mode set to '{ra}' with ipv6_address_mode set to '{address}' is not valid. If both attributes are set, they must be the same value");
        }
        return (address ?? ra) is "slaac" or "dhcpv6-stateless" && subnet.Cidr.Length != EuiPrefix
            ? NetworkErrors.InvalidInput(
                $"Invalid CIDR {subnet.Cidr} for IPv6 address mode. OpenStack uses the EUI-64 address format, which requires the prefix to be /64")
            : Done.Ok;
    }

    /// <summary>The segment is one of the network, and either all of the network's subnets have one or none has.</summary>
    /// <param name="before">The subnet as it was; null: it is new.</param>
    public static Result<Done> SegmentOf(IStateReader state, Subnet subnet, Subnet? before = null)
    {
        if (before is not null && before.SegmentId == subnet.SegmentId)
            return Done.Ok;
        var others = SubnetTable.ByNetwork.Of(state, subnet.NetworkId).Where(other => other.Id != subnet.Id).ToList();
        if (others.Exists(other => other.SegmentId is null != subnet.SegmentId is null) || (before is not null && others.Count > 0))
        {
            return NetworkErrors.Invalid("SubnetsNotAllAssociatedWithSegments",
                $"All of the subnets on network '{subnet.NetworkId}' must either all be associated with segments or all not associated with any segment.");
        }
        if (before is { SegmentId: not null })
        {
            return NetworkErrors.Invalid("SubnetSegmentAssociationChangeNotAllowed",
                "A subnet that is already associated with a segment cannot have its segment association changed.");
        }
        if (before is not null && SegmentTable.ByNetwork.CountOf(state, subnet.NetworkId) > 1)
        {
            return NetworkErrors.Invalid("NoUpdateSubnetWhenMultipleSegmentsOnNetwork",
                $"The network '{subnet.NetworkId}' has multiple segments, it is only possible to associate an existing subnet with a segment on networks with a single segment.");
        }
        if (subnet.SegmentId is not { } id)
            return Done.Ok;
        if (state.In(SegmentTable.Table).Find(id) is not { } segment)
            return Error.NotFound("SegmentNotFound", $"Segment {id} could not be found.");
        return segment.NetworkId == subnet.NetworkId
            ? Done.Ok
            : NetworkErrors.Invalid("NetworkIdsDontMatch",
                $"The subnet's network id, '{subnet.NetworkId}', doesn't match the network_id of segment '{id}'");
    }

    private static Error VersionMismatch(string name, string value, Subnet subnet) =>
        NetworkErrors.InvalidInput($"{name} '{value}' does not match the ip_version '{subnet.IpVersion}'");
}
