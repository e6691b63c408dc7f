using Naru.Rest;

namespace Naru.Network.AddressScopes;

/// <summary>Subnet pools whose addresses are unique among each other, so that they can be routed without translation.</summary>
public sealed record AddressScope : StandardResource
{
    public string Name { get; init; } = "";

    /// <summary>4 or 6.</summary>
    public int IpVersion { get; init; }

    public bool Shared { get; init; }
}
