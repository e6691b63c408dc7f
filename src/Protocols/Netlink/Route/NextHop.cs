using Naru.Primitives;

namespace Naru.Protocols.Netlink.Route;

/// <summary>One of several ways a route can take.</summary>
/// <param name="Gateway">The neighbour to send to; <c>null</c> if the destination is itself on the link.</param>
/// <param name="LinkIndex">The link to send out of; <c>null</c> to find it by the gateway.</param>
/// <param name="Weight">1 to 256: its share of the flows, relative to the others'.</param>
public sealed record NextHop(IpAddress? Gateway, int? LinkIndex, int Weight = 1)
{
    /// <summary>Take the gateway to be on the link although no address of the link says so.</summary>
    public bool OnLink { get; init; }
}
