namespace Naru.Protocols.Netlink.Route;

/// <summary>Attributes of an address (<c>linux/if_addr.h</c>): IFA_….</summary>
internal static class Ifa
{
    public const ushort Address = 1;
    public const ushort Local = 2;
    public const ushort Broadcast = 4;

    /// <summary><c>struct ifa_cacheinfo</c>: lifetimes.</summary>
    public const ushort CacheInfo = 6;
    public const ushort Flags = 8;
}
