namespace Naru.Protocols.Netlink.Route;

/// <summary>Whether a link passes packets (RFC 2863 §3.1.14), in the kernel's numbers: IF_OPER_….</summary>
public enum OperationalState : byte
{
    /// <summary>The driver does not say, as that of the loopback or of a tap; such a link works when it is up.</summary>
    Unknown,
    NotPresent,
    Down,
    LowerLayerDown,
    Testing,
    Dormant,
    Up,
}
