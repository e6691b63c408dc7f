using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Primitives;

namespace Naru.Network.NodeLink;

/// <summary>What of the cloud a part of a host's view is about.</summary>
/// <param name="Ports">Those that are told, wherever they are bound.</param>
/// <param name="Routers">Those that are told to the host that serves them or has a part of them; their ports have to be among the ports.</param>
/// <param name="Addresses">Of which it is told whether they are members of a group.</param>
public sealed record ViewPart(IReadOnlyCollection<Port> Ports, IReadOnlyCollection<Router> Routers, IReadOnlyCollection<IpAddress> Addresses)
{
    /// <summary>Hosts that matter besides those of the ports.</summary>
    public IReadOnlyCollection<string> Hosts { get; init; } = [];
}
