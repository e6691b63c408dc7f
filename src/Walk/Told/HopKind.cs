using System.Text.Json.Serialization;

namespace Naru.Walk.Told;

/// <summary>What kind of place a hop is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HopKind>))]
public enum HopKind
{
    /// <summary>The network stack inside of an instance.</summary>
    Instance,

    /// <summary><c>qbr…</c>: the Linux bridge with the security group, of the hybrid firewall.</summary>
    LinuxBridge,

    /// <summary><c>brq…</c>: the Linux bridge of a network, on hosts without Open vSwitch.</summary>
    NetworkBridge,

    /// <summary><c>tbr-…</c>: parts the frames of an instance by their tags.</summary>
    TrunkBridge,

    /// <summary>br-int.</summary>
    IntegrationBridge,

    /// <summary>br-tun.</summary>
    TunnelBridge,

    /// <summary>br-ex and its like.</summary>
    ProviderBridge,

    /// <summary>The wire between hosts that carries the tunnels.</summary>
    Underlay,

    /// <summary>The wire of a physical network.</summary>
    PhysicalNetwork,

    /// <summary>The namespace of a router.</summary>
    Router,

    /// <summary>The namespace of a network's DHCP, DNS and metadata.</summary>
    Dhcp,

    /// <summary>A logical switch of OVN: a network on one host.</summary>
    LogicalSwitch,

    /// <summary>A logical router of OVN on one host.</summary>
    LogicalRouter,

    /// <summary>What lies behind a physical network.</summary>
    Outside,
}
