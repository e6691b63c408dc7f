using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.Rest;

namespace Naru.Network.FloatingIps;

/// <summary>An address of an external network that a router translates to an address inside.</summary>
public sealed record FloatingIp : StandardResource
{
    public string FloatingNetworkId { get; init; } = "";

    public IpAddress FloatingAddress { get; init; }

    /// <summary>The port that holds the address on the external network; it belongs to nobody.</summary>
    public string FloatingPortId { get; init; } = "";

    /// <summary>The port inside; null: leads nowhere.</summary>
    public string? PortId { get; init; }

    /// <summary>The address of the port inside; null: leads nowhere.</summary>
    public IpAddress? FixedAddress { get; init; }

    /// <summary>The router that translates; null: leads nowhere.</summary>
    public string? RouterId { get; init; }

    /// <summary>See <see cref="L3Status"/>.</summary>
    public string Status { get; init; } = L3Status.Down;

    /// <summary>Why the host cannot translate; empty while nothing is wrong.</summary>
    public string StatusReason { get; init; } = "";

    /// <summary>Null: the policy of the external network holds.</summary>
    public string? QosPolicyId { get; init; }

    public string DnsName { get; init; } = "";

    public string DnsDomain { get; init; } = "";

    /// <summary>The subnet that the address is asked to be from. Never stored.</summary>
    [JsonIgnore]
    public string? RequestedSubnetId { get; init; }
}
