namespace Naru.Protocols.Netlink.Conntrack;

/// <summary>IPS_… (<c>linux/netfilter/nf_conntrack_common.h</c>).</summary>
[Flags]
public enum ConnectionStatus : uint
{
    None = 0,
    Expected = 1 << 0,

    /// <summary>Packets have gone both ways.</summary>
    SeenReply = 1 << 1,

    /// <summary>It is not among the first to go when the table is full.</summary>
    Assured = 1 << 2,
    Confirmed = 1 << 3,
    SourceNat = 1 << 4,
    DestinationNat = 1 << 5,
    Dying = 1 << 9,
    FixedTimeout = 1 << 10,
}
