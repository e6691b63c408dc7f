namespace Naru.Protocols.Netlink.Route;

/// <summary>How far an address or a route reaches: RT_SCOPE_….</summary>
public enum RouteScope : byte
{
    Global = 0,
    Site = 200,
    Link = 253,
    Host = 254,
    Nowhere = 255,
}
