namespace Naru.Protocols.Netlink.Route;

/// <summary>Something in a namespace that is now different from what a listing said.</summary>
public abstract record RouteEvent
{
    private RouteEvent()
    {
    }

    /// <summary>A link was made, changed, or is gone.</summary>
    public sealed record OfLink(RouteChange Change, Link Link) : RouteEvent;

    public sealed record OfAddress(RouteChange Change, InterfaceAddress Address) : RouteEvent;

    public sealed record OfRoute(RouteChange Change, IpRoute Route) : RouteEvent;

    public sealed record OfRule(RouteChange Change, RoutingRule Rule) : RouteEvent;

    public sealed record OfNeighbour(RouteChange Change, Neighbour Neighbour) : RouteEvent;

    /// <summary>A bridge learned or forgot where an address is.</summary>
    public sealed record OfForwarding(RouteChange Change, ForwardingEntry Entry) : RouteEvent;

    /// <summary>Events came faster than they were read and some are lost: list what you watch again.</summary>
    public sealed record Lost : RouteEvent;
}
