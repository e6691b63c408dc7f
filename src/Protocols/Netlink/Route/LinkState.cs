namespace Naru.Protocols.Netlink.Route;

/// <summary>What the administrator wants of a link: IFF_UP. Whether it has a carrier is another matter.</summary>
public enum LinkState
{
    Down,
    Up,
}
