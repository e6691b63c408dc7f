using Naru.Primitives;
using Naru.Rest;

namespace Naru.Network.LocalIps;

/// <summary>Leads a local IP to a port, for the other ports of its host.</summary>
public sealed record PortAssociation : StandardResource, IChildResource
{
    public string LocalIpId { get; init; } = "";

    public string FixedPortId { get; init; } = "";

    /// <summary>The address of the port; zero in a request that names none.</summary>
    public IpAddress FixedAddress { get; init; }

    /// <summary>A port is associated once with a local IP, and found by its own id there.</summary>
    public static string IdOf(string localIpId, string portId) => $"{localIpId}/{portId}";

    public IChildResource WithParent(string parentId) => this with { LocalIpId = parentId };
}
