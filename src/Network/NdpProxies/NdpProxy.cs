using Naru.Primitives;
using Naru.Rest;

namespace Naru.Network.NdpProxies;

/// <summary>An inner IPv6 address that the router answers for on the external network, so that the outside reaches it there.</summary>
public sealed record NdpProxy : StandardResource
{
    public string Name { get; init; } = "";

    public string RouterId { get; init; } = "";

    /// <summary>The port that has the address.</summary>
    public string PortId { get; init; } = "";

    /// <summary>Null in a request: the port's first IPv6 address that the router reaches.</summary>
    public IpAddress? Address { get; init; }
}
