using System.Text;

namespace Naru.Protocols.OpenFlow.Text;

/// <summary>A match as <c>ovs-ofctl dump-flows</c> prints it: its order, and names that say the protocol once (<c>tcp</c>).</summary>
internal static class MatchText
{
    private const ushort Ipv4 = 0x0800;
    private const ushort Arp = 0x0806;
    private const ushort Rarp = 0x8035;
    private const ushort Ipv6 = 0x86dd;
    private const ushort Mpls = 0x8847;
    private const ushort MplsMulticast = 0x8848;

    private static readonly (OxmField Field, string Name)[] BeforeProtocol =
    [
        (Oxm.PktMark, "pkt_mark"), (Oxm.RecircId, "recirc_id"), (Oxm.DpHash, "dp_hash"), (Oxm.ConjId, "conj_id"),
        (Oxm.CtState, "ct_state"), (Oxm.CtZone, "ct_zone"), (Oxm.CtMark, "ct_mark"), (Oxm.CtLabel, "ct_label"),
        (Oxm.CtNwSrc, "ct_nw_src"), (Oxm.CtIpv6Src, "ct_ipv6_src"), (Oxm.CtNwDst, "ct_nw_dst"), (Oxm.CtIpv6Dst, "ct_ipv6_dst"),
        (Oxm.CtNwProto, "ct_nw_proto"), (Oxm.CtTpSrc, "ct_tp_src"), (Oxm.CtTpDst, "ct_tp_dst"),
    ];

    private static readonly (OxmField Field, string Name)[] BeforeVlan =
    [
        .. Enumerable.Range(0, 16).Select(n => (Oxm.Reg(n), $"reg{n}")),
        (Oxm.TunId, "tun_id"), (Oxm.TunIpv4Src, "tun_src"), (Oxm.TunIpv4Dst, "tun_dst"),
        (Oxm.TunIpv6Src, "tun_ipv6_src"), (Oxm.TunIpv6Dst, "tun_ipv6_dst"),
        (Oxm.Metadata, "metadata"), (Oxm.InPort, "in_port"),
    ];

    private static readonly (OxmField Field, string Name)[] Ethernet = [(Oxm.EthSrc, "dl_src"), (Oxm.EthDst, "dl_dst")];

    private static readonly (OxmField Field, string Name)[] Addresses =
    [
        (Oxm.Ipv6Src, "ipv6_src"), (Oxm.Ipv6Dst, "ipv6_dst"), (Oxm.ArpSpa, "arp_spa"), (Oxm.ArpTpa, "arp_tpa"),
        (Oxm.Ipv4Src, "nw_src"), (Oxm.Ipv4Dst, "nw_dst"),
    ];

    private static readonly (OxmField Field, string Name)[] AfterProtocol =
    [
        (Oxm.ArpOp, "arp_op"), (Oxm.ArpSha, "arp_sha"), (Oxm.ArpTha, "arp_tha"), (Oxm.IpDscp, "nw_tos"), (Oxm.IpEcn, "nw_ecn"),
        (Oxm.IpTtl, "nw_ttl"), (Oxm.MplsLabel, "mpls_label"), (Oxm.MplsTc, "mpls_tc"), (Oxm.MplsBos, "mpls_bos"),
        (Oxm.IpFrag, "nw_frag"), (Oxm.IcmpType, "icmp_type"), (Oxm.IcmpCode, "icmp_code"), (Oxm.Icmpv6Type, "icmp_type"),
        (Oxm.Icmpv6Code, "icmp_code"), (Oxm.NdTarget, "nd_target"), (Oxm.NdSll, "nd_sll"), (Oxm.NdTll, "nd_tll"),
        (Oxm.TcpSrc, "tp_src"), (Oxm.UdpSrc, "tp_src"), (Oxm.SctpSrc, "tp_src"),
        (Oxm.TcpDst, "tp_dst"), (Oxm.UdpDst, "tp_dst"), (Oxm.SctpDst, "tp_dst"), (Oxm.TcpFlags, "tcp_flags"),
    ];

    public static string Format(Match match)
    {
        var text = new StringBuilder();
        var hasType = match.TryGet(Oxm.EthType, out var type);
        var hasProtocol = match.TryGet(Oxm.IpProto, out var protocol);
        var (name, saysProtocol) = Protocol(hasType ? (ushort)type.Value : (ushort)0, hasProtocol ? (int)protocol.Value : -1);

        Append(text, match, BeforeProtocol);
        if (name is not null)
            text.Append(name).Append(',');
        Append(text, match, BeforeVlan);
        AppendVlan(text, match);
        Append(text, match, Ethernet);
        if (name is null && hasType)
            text.Append($"dl_type=0x{(ushort)type.Value:x4},");
        Append(text, match, Addresses);
        if (match.TryGet(Oxm.Ipv6Label, out var label))
            text.Append($"ipv6_label=0x{(uint)label.Value:x5}").Append(label.IsExact ? "" : $"/0x{(uint)label.Mask:x5}").Append(',');
        if (hasProtocol && !saysProtocol)
            text.Append($"nw_proto={protocol.Value},");
        Append(text, match, AfterProtocol);
        foreach (var unknown in match.Unknown)
            text.Append(unknown).Append(',');
        if (text.Length > 0)
            text.Length--;
        return text.ToString();
    }

    private static void Append(StringBuilder text, Match match, (OxmField Field, string Name)[] fields)
    {
        foreach (var (field, name) in fields)
        {
            if (!match.TryGet(field, out var condition))
                continue;
            text.Append(name).Append('=').Append(Value(condition)).Append(',');
        }
    }

    private static string Value(OxmValue condition)
    {
        // nw_tos is the whole octet, of which DSCP is the upper six bits.
        if (condition.Field == Oxm.IpDscp)
            return (condition.Value << 2).ToString();
        // Hexadecimal in set_field, decimal in a match.
        if (condition.Field == Oxm.CtZone && condition.IsExact)
            return condition.Value.ToString();
        return FieldText.Value(condition.Field, condition.Value, condition.Mask);
    }

    private static void AppendVlan(StringBuilder text, Match match)
    {
        if (!match.TryGet(Oxm.VlanVid, out var vid))
            return;
        var hasPriority = match.TryGet(Oxm.VlanPcp, out var priority);
        var isTagged = (vid.Value & 0x1000) != 0;
        if (isTagged && (vid.IsExact || (vid.Mask == 0x1000 && hasPriority)))
        {
            if (vid.IsExact)
                text.Append($"dl_vlan={vid.Value & 0xfff},");
            if (hasPriority)
                text.Append($"dl_vlan_pcp={priority.Value},");
            return;
        }
        var (value, mask) = ((ushort)vid.Value, (ushort)vid.Mask);
        if (hasPriority)
            (value, mask) = ((ushort)(value | (ushort)priority.Value << 13), (ushort)(mask | 0xe000));
        text.Append($"vlan_tci=0x{value:x4}").Append(mask == 0xffff ? "" : $"/0x{mask:x4}").Append(',');
    }

    // The short name stands for eth_type and, where there is one, for the protocol.
    private static (string? Name, bool SaysProtocol) Protocol(ushort type, int protocol) => (type, protocol) switch
    {
        (Ipv4, 1) => ("icmp", true),
        (Ipv4, 6) => ("tcp", true),
        (Ipv4, 17) => ("udp", true),
        (Ipv4, 132) => ("sctp", true),
        (Ipv4, _) => ("ip", false),
        (Ipv6, 6) => ("tcp6", true),
        (Ipv6, 17) => ("udp6", true),
        (Ipv6, 58) => ("icmp6", true),
        (Ipv6, 132) => ("sctp6", true),
        (Ipv6, _) => ("ipv6", false),
        (Arp, _) => ("arp", false),
        (Rarp, _) => ("rarp", false),
        (Mpls, _) => ("mpls", false),
        (MplsMulticast, _) => ("mplsm", false),
        _ => (null, false),
    };
}
