namespace Naru.Protocols.Netlink.Nftables;

/// <summary>Which packets a table sees; the names in lower case are those of nft(8).</summary>
public enum NftFamily
{
    Ip,
    Ip6,
    Inet,
    Arp,
    Bridge,
    Netdev,
}
