namespace Naru.Protocols.Netlink.Route;

/// <summary>Whether an event tells of something that is there, new or changed, or that is gone.</summary>
public enum RouteChange
{
    Present,
    Gone,
}
