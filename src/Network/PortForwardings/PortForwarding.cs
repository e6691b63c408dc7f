using Naru.Primitives;
using Naru.Rest;

namespace Naru.Network.PortForwardings;

/// <summary>Ports of a floating IP that lead to ports of an address inside.</summary>
public sealed record PortForwarding : StandardResource, IChildResource
{
    public string FloatingIpId { get; init; } = "";

    /// <summary>The router that translates: that of the floating IP.</summary>
    public string RouterId { get; init; } = "";

    /// <summary>The API's port that has <see cref="InternalAddress"/>.</summary>
    public string InternalPortId { get; init; } = "";

    public IpAddress InternalAddress { get; init; }

    /// <summary><c>tcp</c>, <c>udp</c> or <c>sctp</c>.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>The ports of the floating IP.</summary>
    public PortRange External { get; init; }

    /// <summary>The ports inside: as many as outside, or one for all.</summary>
    public PortRange Internal { get; init; }

    public IChildResource WithParent(string parentId) => this with { FloatingIpId = parentId };
}
