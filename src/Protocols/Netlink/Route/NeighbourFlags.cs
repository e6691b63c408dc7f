namespace Naru.Protocols.Netlink.Route;

/// <summary>NTF_… (<c>linux/neighbour.h</c>).</summary>
[Flags]
public enum NeighbourFlags : byte
{
    None = 0,
    Use = 0x1,

    /// <summary>The entry is the device's own, such as that of a VXLAN tunnel.</summary>
    Self = 0x2,

    /// <summary>The entry is that of the bridge which the device is a port of.</summary>
    Master = 0x4,
    Proxy = 0x8,
    ExternallyLearned = 0x10,
    Offloaded = 0x20,
    Sticky = 0x40,
    Router = 0x80,
}
