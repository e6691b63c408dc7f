using Naru.Primitives;
using Naru.Walk.Hosts;
using Naru.Walk.Told;

namespace Naru.Walk.Observing;

/// <summary>A packet at a hop, in the words in which <c>ofproto/trace</c> takes it.</summary>
internal static class TracePacket
{
    /// <param name="outside">The MAC address of the outside, as the router's host knows it; null: it does not.</param>
    public static string Of(Hop hop, Headers headers, MacAddress? outside)
    {
        var v6 = headers.Source.IsV6;
        var words = new List<string>
        {
            headers.Protocol switch
            {
                Traffic.Tcp => v6 ? "tcp6" : "tcp",
                Traffic.Udp => v6 ? "udp6" : "udp",
                Traffic.Icmp => "icmp",
                Traffic.Icmpv6 => "icmp6",
                _ => v6 ? "ipv6" : "ip",
            },
            $"in_port={hop.From}",
            $"dl_src={headers.EthSrc ?? outside ?? HostModel.OutsideMac}",
            $"dl_dst={headers.EthDst ?? outside ?? HostModel.OutsideMac}",
            $"{(v6 ? "ipv6" : "nw")}_src={headers.Source}",
            $"{(v6 ? "ipv6" : "nw")}_dst={headers.Destination}",
            $"nw_ttl={headers.Ttl}",
        };
        if (headers.Protocol is Traffic.Tcp or Traffic.Udp)
            words.AddRange([$"tp_src={headers.SourcePort}", $"tp_dst={headers.DestinationPort}"]);
        if (headers.IcmpType is { } type)
            words.AddRange([$"icmp_type={type}", "icmp_code=0"]);
        if (headers.Vlan is { } vlan)
            words.Add($"dl_vlan={vlan}");
        if (headers.Tunnel is { } tunnel)
        {
            var family = tunnel.Source.IsV4 ? "tun" : "tun_ipv6";
            words.AddRange([$"tun_id=0x{tunnel.Id:x}", $"{family}_src={tunnel.Source}", $"{family}_dst={tunnel.Destination}"]);
        }
        return string.Join(',', words);
    }
}
