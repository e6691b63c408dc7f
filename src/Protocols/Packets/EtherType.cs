namespace Naru.Protocols.Packets;

/// <summary>What an Ethernet frame carries (IEEE 802 numbers); other values are kept as they are.</summary>
public enum EtherType
{
    Ipv4 = 0x0800,
    Arp = 0x0806,

    /// <summary>An 802.1Q tag follows.</summary>
    Vlan = 0x8100,
    Ipv6 = 0x86dd,
}
