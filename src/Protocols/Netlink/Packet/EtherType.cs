namespace Naru.Protocols.Netlink.Packet;

/// <summary>What follows the Ethernet header (IEEE 802, <c>linux/if_ether.h</c>): which frames a packet socket receives.</summary>
public enum EtherType : ushort
{
    /// <summary>ETH_P_ALL: every frame.</summary>
    All = 0x0003,
    Ipv4 = 0x0800,
    Arp = 0x0806,
    Ipv6 = 0x86dd,
}
