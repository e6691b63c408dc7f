namespace Naru.Protocols.Netlink.PacketLog;

/// <summary>Numbers of the log of netfilter (<c>linux/netfilter/nfnetlink_log.h</c>): NFULNL_… and NFULA_…. They are big-endian on the wire.</summary>
internal static class Nfula
{
    // NFNL_SUBSYS_ULOG in the upper byte, NFULNL_MSG_… in the lower.
    public const ushort PacketMessage = 4 << 8;
    public const ushort ConfigMessage = 4 << 8 | 1;

    /// <summary>Length of <c>struct nfgenmsg</c>: family, version, group.</summary>
    public const int HeaderLength = 4;

    public const ushort Payload = 9;
    public const ushort Prefix = 10;

    /// <summary>In a configuration: NFULA_CFG_….</summary>
    public const ushort Command = 1;
    public const ushort Mode = 2;
    public const ushort Threshold = 5;

    public const byte Bind = 1;
    public const byte CopyPacket = 2;
}
