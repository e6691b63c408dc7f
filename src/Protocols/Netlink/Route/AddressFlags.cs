namespace Naru.Protocols.Netlink.Route;

/// <summary>IFA_F_… (<c>linux/if_addr.h</c>).</summary>
[Flags]
public enum AddressFlags : uint
{
    None = 0,

    /// <summary>Another address of the same prefix is the one packets leave with.</summary>
    Secondary = 0x1,

    /// <summary>Use an IPv6 address at once, without asking whether somebody has it (<c>nodad</c>).</summary>
    NoDuplicateDetection = 0x2,

    /// <summary>Use an IPv6 address while asking.</summary>
    Optimistic = 0x4,

    /// <summary>Somebody else has this IPv6 address: it is not used.</summary>
    DuplicateDetected = 0x8,

    /// <summary>Never a source address of its own accord.</summary>
    Deprecated = 0x20,

    /// <summary>It is not known yet whether somebody else has this IPv6 address.</summary>
    Tentative = 0x40,

    /// <summary>Without end, not by a lifetime.</summary>
    Permanent = 0x80,

    /// <summary>No route for the prefix is made with it (<c>noprefixroute</c>).</summary>
    NoPrefixRoute = 0x200,
}
