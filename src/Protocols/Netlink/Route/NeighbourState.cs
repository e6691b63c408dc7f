namespace Naru.Protocols.Netlink.Route;

/// <summary>How sure the kernel is of a neighbour: NUD_… (<c>linux/neighbour.h</c>).</summary>
[Flags]
public enum NeighbourState : ushort
{
    None = 0,
    Incomplete = 0x1,
    Reachable = 0x2,
    Stale = 0x4,
    Delay = 0x8,
    Probe = 0x10,
    Failed = 0x20,

    /// <summary>Never asked for. In a forwarding database: static, it does not age but may move.</summary>
    NoArp = 0x40,

    /// <summary>Set by hand, never asked for again.</summary>
    Permanent = 0x80,
}
