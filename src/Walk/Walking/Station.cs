using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Routers;

namespace Naru.Walk.Walking;

/// <summary>Something that has an IP stack: where a walk begins and ends, and where packets are routed.</summary>
internal abstract record Station
{
    /// <summary>An instance, by the port that the packet comes by.</summary>
    public sealed record Instance(Port Port) : Station;

    /// <summary>A router, by the port that the packet comes by.</summary>
    /// <param name="Host">Where it is met; a distributed router is on many hosts.</param>
    public sealed record Namespace(Router Router, Port Port, string Host) : Station;

    /// <summary>The floating IPs of a host's instances, by the host's port on the external network.</summary>
    public sealed record FloatingIps(Port Port) : Station;

    /// <summary>The DHCP, DNS and metadata of a network.</summary>
    public sealed record Dhcp(Port Port) : Station;

    /// <summary>What lies behind a physical network.</summary>
    public sealed record Outside(VirtualNetwork Network) : Station;
}
