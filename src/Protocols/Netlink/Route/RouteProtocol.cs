namespace Naru.Protocols.Netlink.Route;

/// <summary>Who made a route: RTPROT_…. Other numbers are those of routing daemons.</summary>
public enum RouteProtocol : byte
{
    Unspecified = 0,
    Redirect = 1,

    /// <summary>The kernel, with an address.</summary>
    Kernel = 2,
    Boot = 3,

    /// <summary>The administrator, or we.</summary>
    Static = 4,

    /// <summary>A router advertisement.</summary>
    RouterAdvertisement = 9,
    Dhcp = 16,
}
