using System.Text.Json.Serialization;
using Naru.Network.Segments;
using Naru.Primitives;
using Naru.Rest;

namespace Naru.Network.Networks;

/// <summary>A network of the cloud: one isolated broadcast domain. (Not <c>Network</c>, which names the whole service here.)</summary>
/// <remarks>What carries it on the wire are its <see cref="Segment"/>s.</remarks>
public sealed record VirtualNetwork : StandardResource
{
    public string Name { get; init; } = "";

    public bool AdminStateUp { get; init; } = true;

    public string Status { get; init; } = "ACTIVE";

    /// <summary>Every project may attach ports.</summary>
    public bool Shared { get; init; }

    /// <summary>Reaches the outside: routers may have their gateway here and floating IPs come from here (<c>router:external</c>).</summary>
    public bool IsExternal { get; init; }

    /// <summary>The external network that auto-allocated topologies use.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Bytes of the largest IP packet; zero in a request means "as large as the segment allows".</summary>
    public int Mtu { get; init; }

    /// <summary>The value that new ports take.</summary>
    public bool PortSecurityEnabled { get; init; } = true;

    public string DnsDomain { get; init; } = "";

    public string? QosPolicyId { get; init; }

    public EquatableList<string> AvailabilityZoneHints { get; init; }

    public bool? VlanTransparent { get; init; }

    /// <summary>Hosts that an administrator gave the network's DHCP to; they serve it as soon as one of its subnets has DHCP.</summary>
    public EquatableList<string> DhcpHosts { get; init; }

    /// <summary>The segments that a request asks for, until they are allocated; never stored.</summary>
    [JsonIgnore]
    public EquatableList<SegmentRequest> RequestedSegments { get; init; }
}
