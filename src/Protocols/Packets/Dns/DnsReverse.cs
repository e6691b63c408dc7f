using Naru.Primitives;

namespace Naru.Protocols.Packets.Dns;

/// <summary>The names under which addresses are looked up: <c>in-addr.arpa</c> (RFC 1035 §3.5), <c>ip6.arpa</c> (RFC 3596 §2.5).</summary>
public static class DnsReverse
{
    public static DnsName NameOf(IpAddress address)
    {
        var octets = address.ToBytes().Reverse();
        return DnsName.Parse(address.IsV4
            ? $"{string.Join('.', octets)}.in-addr.arpa"
            : $"{string.Join('.', octets.Select(octet => $"{octet & 15:x}.{octet >> 4:x}"))}.ip6.arpa");
    }
}
