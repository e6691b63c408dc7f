using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.Rest;

namespace Naru.Network.Subnets;

/// <summary>A block of IP addresses on a network, with what its hosts are told.</summary>
public sealed record Subnet : StandardResource
{
    public string Name { get; init; } = "";

    public string NetworkId { get; init; } = "";

    /// <summary>4 or 6.</summary>
    public int IpVersion { get; init; }

    public IpPrefix Cidr { get; init; }

    /// <summary>Null: hosts get no default route.</summary>
    public IpAddress? GatewayIp { get; init; }

    /// <summary>The ranges from which addresses are chosen, in ascending order.</summary>
    public EquatableList<AllocationPool> AllocationPools { get; init; }

    public EquatableList<HostRoute> HostRoutes { get; init; }

    /// <summary>In the order of preference that the client gave.</summary>
    public EquatableList<IpAddress> DnsNameservers { get; init; }

    public bool EnableDhcp { get; init; } = true;

    /// <summary><c>slaac</c>, <c>dhcpv6-stateful</c>, <c>dhcpv6-stateless</c> or null.</summary>
    public string? Ipv6AddressMode { get; init; }

    /// <summary>What the router advertises; the same words as <see cref="Ipv6AddressMode"/>.</summary>
    public string? Ipv6RaMode { get; init; }

    public string? SubnetPoolId { get; init; }

    /// <summary>Device owners that may have addresses here; empty: all.</summary>
    public EquatableList<string> ServiceTypes { get; init; }

    public string? SegmentId { get; init; }

    public bool DnsPublishFixedIp { get; init; }

    /// <summary>The prefix length that a request asks of the subnet pool; never stored.</summary>
    [JsonIgnore]
    public int? RequestedLength { get; init; }

    /// <summary>The request asks for the default subnet pool; never stored.</summary>
    [JsonIgnore]
    public bool UsesDefaultPool { get; init; }

    /// <summary>Hosts make their own addresses from the prefix and their MAC address (RFC 4862).</summary>
    public bool IsAutoAddress => Ipv6AddressMode is "slaac" or "dhcpv6-stateless";
}
