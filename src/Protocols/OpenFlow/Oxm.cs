using System.Collections.Frozen;

namespace Naru.Protocols.OpenFlow;

/// <summary>The table of fields: OpenFlow 1.3.5 §7.2.3.7 and the Nicira extensions of Open vSwitch (meta-flow.h).</summary>
/// <remarks>
/// Rows are in the order in which a match lists them, so a field comes after the fields it depends on
/// (<c>eth_type</c> before <c>ip_proto</c> before <c>tcp_dst</c>); a switch refuses any other order (OFPBMC_BAD_PREREQ).
/// </remarks>
public static class Oxm
{
    private static readonly List<OxmField> Rows = [];
    private static readonly OxmHeader OnfTcpFlags = new(OxmHeader.ExperimenterClass, 42, 0x4f4e4600);

    public static readonly OxmField InPort = Row("in_port", "OXM_OF_IN_PORT", 32, OxmFormat.Port, Fixed, oxm: 0);
    public static readonly OxmField InPortNxm = Row("in_port", "NXM_OF_IN_PORT", 16, OxmFormat.Port, Fixed, nxm: Of(0));
    public static readonly OxmField Metadata = Row("metadata", "OXM_OF_METADATA", 64, OxmFormat.Hex, Masked, oxm: 2);
    public static readonly OxmField PktMark = Row("pkt_mark", "NXM_NX_PKT_MARK", 32, OxmFormat.Hex, Masked, Nx(33));
    public static readonly OxmField RecircId = Row("recirc_id", "NXM_NX_RECIRC_ID", 32, OxmFormat.Number, Fixed, Nx(36));
    public static readonly OxmField DpHash = Row("dp_hash", "NXM_NX_DP_HASH", 32, OxmFormat.Hex, Masked, Nx(35));
    public static readonly OxmField ConjId = Row("conj_id", "NXM_NX_CONJ_ID", 32, OxmFormat.Number, Fixed, Nx(37));

    public static readonly OxmField TunId = Row("tun_id", "NXM_NX_TUN_ID", 64, OxmFormat.Hex, Masked, Nx(16), 38);
    public static readonly OxmField TunIpv4Src = Row("tun_src", "NXM_NX_TUN_IPV4_SRC", 32, OxmFormat.Ipv4, Masked, Nx(31));
    public static readonly OxmField TunIpv4Dst = Row("tun_dst", "NXM_NX_TUN_IPV4_DST", 32, OxmFormat.Ipv4, Masked, Nx(32));
    public static readonly OxmField TunIpv6Src = Row("tun_ipv6_src", "NXM_NX_TUN_IPV6_SRC", 128, OxmFormat.Ipv6, Masked, Nx(109));
    public static readonly OxmField TunIpv6Dst = Row("tun_ipv6_dst", "NXM_NX_TUN_IPV6_DST", 128, OxmFormat.Ipv6, Masked, Nx(110));

    private static readonly OxmField[] Registers = Numbered(16, n =>
        Row($"reg{n}", $"NXM_NX_REG{n}", 32, OxmFormat.Hex, Masked, Nx(n)));

    private static readonly OxmField[] DoubleRegisters = Numbered(8, n =>
        Row($"xreg{n}", $"OXM_OF_PKT_REG{n}", 64, OxmFormat.Hex, Masked, nxm: new OxmHeader(OxmHeader.PacketRegisters, (byte)n)));

    private static readonly OxmField[] QuadRegisters = Numbered(4, n =>
        Row($"xxreg{n}", $"NXM_NX_XXREG{n}", 128, OxmFormat.Hex, Masked, Nx(111 + n)));

    public static readonly OxmField EthDst = Row("eth_dst", "NXM_OF_ETH_DST", 48, OxmFormat.Ethernet, Masked, Of(1), 3);
    public static readonly OxmField EthSrc = Row("eth_src", "NXM_OF_ETH_SRC", 48, OxmFormat.Ethernet, Masked, Of(2), 4);
    public static readonly OxmField EthType = Row("eth_type", "NXM_OF_ETH_TYPE", 16, OxmFormat.Hex, Fixed, Of(3), 5);
    public static readonly OxmField VlanTci = Row("vlan_tci", "NXM_OF_VLAN_TCI", 16, OxmFormat.Hex, Masked, Of(4));
    public static readonly OxmField VlanVid = Row("vlan_vid", "OXM_OF_VLAN_VID", 12, OxmFormat.Number, Masked, oxm: 6, fullMask: 0x1fff);
    public static readonly OxmField VlanPcp = Row("vlan_pcp", "OXM_OF_VLAN_PCP", 3, OxmFormat.Number, Fixed, oxm: 7);

    public static readonly OxmField NwTos = Row("nw_tos", "NXM_OF_IP_TOS", 8, OxmFormat.Number, Fixed, Of(5));
    public static readonly OxmField IpDscp = Row("ip_dscp", "OXM_OF_IP_DSCP", 6, OxmFormat.Number, Fixed, oxm: 8);
    public static readonly OxmField IpEcn = Row("nw_ecn", "NXM_NX_IP_ECN", 2, OxmFormat.Number, Fixed, Nx(28), 9);
    public static readonly OxmField IpProto = Row("nw_proto", "NXM_OF_IP_PROTO", 8, OxmFormat.Number, Fixed, Of(6), 10);
    public static readonly OxmField IpTtl = Row("nw_ttl", "NXM_NX_IP_TTL", 8, OxmFormat.Number, Fixed, Nx(29));
    public static readonly OxmField IpFrag = Row("ip_frag", "NXM_NX_IP_FRAG", 8, OxmFormat.Fragment, Masked, Nx(26), fullMask: 3);
    public static readonly OxmField Ipv4Src = Row("ip_src", "NXM_OF_IP_SRC", 32, OxmFormat.Ipv4, Masked, Of(7), 11);
    public static readonly OxmField Ipv4Dst = Row("ip_dst", "NXM_OF_IP_DST", 32, OxmFormat.Ipv4, Masked, Of(8), 12);
    public static readonly OxmField Ipv6Src = Row("ipv6_src", "NXM_NX_IPV6_SRC", 128, OxmFormat.Ipv6, Masked, Nx(19), 26);
    public static readonly OxmField Ipv6Dst = Row("ipv6_dst", "NXM_NX_IPV6_DST", 128, OxmFormat.Ipv6, Masked, Nx(20), 27);
    public static readonly OxmField Ipv6Label = Row("ipv6_label", "NXM_NX_IPV6_LABEL", 20, OxmFormat.Hex, Masked, Nx(27), 28);

    public static readonly OxmField TcpSrc = Row("tcp_src", "NXM_OF_TCP_SRC", 16, OxmFormat.Number, Masked, Of(9), 13);
    public static readonly OxmField TcpDst = Row("tcp_dst", "NXM_OF_TCP_DST", 16, OxmFormat.Number, Masked, Of(10), 14);
    public static readonly OxmField TcpFlags = Row("tcp_flags", "NXM_NX_TCP_FLAGS", 12, OxmFormat.TcpFlags, Masked, Nx(34));
    public static readonly OxmField UdpSrc = Row("udp_src", "NXM_OF_UDP_SRC", 16, OxmFormat.Number, Masked, Of(11), 15);
    public static readonly OxmField UdpDst = Row("udp_dst", "NXM_OF_UDP_DST", 16, OxmFormat.Number, Masked, Of(12), 16);
    public static readonly OxmField SctpSrc = Row("sctp_src", "OXM_OF_SCTP_SRC", 16, OxmFormat.Number, Masked, oxm: 17);
    public static readonly OxmField SctpDst = Row("sctp_dst", "OXM_OF_SCTP_DST", 16, OxmFormat.Number, Masked, oxm: 18);
    public static readonly OxmField IcmpType = Row("icmp_type", "NXM_OF_ICMP_TYPE", 8, OxmFormat.Number, Fixed, Of(13), 19);
    public static readonly OxmField IcmpCode = Row("icmp_code", "NXM_OF_ICMP_CODE", 8, OxmFormat.Number, Fixed, Of(14), 20);
    public static readonly OxmField Icmpv6Type = Row("icmpv6_type", "NXM_NX_ICMPV6_TYPE", 8, OxmFormat.Number, Fixed, Nx(21), 29);
    public static readonly OxmField Icmpv6Code = Row("icmpv6_code", "NXM_NX_ICMPV6_CODE", 8, OxmFormat.Number, Fixed, Nx(22), 30);
    public static readonly OxmField NdTarget = Row("nd_target", "NXM_NX_ND_TARGET", 128, OxmFormat.Ipv6, Masked, Nx(23), 31);
    public static readonly OxmField NdSll = Row("nd_sll", "NXM_NX_ND_SLL", 48, OxmFormat.Ethernet, Masked, Nx(24), 32);
    public static readonly OxmField NdTll = Row("nd_tll", "NXM_NX_ND_TLL", 48, OxmFormat.Ethernet, Masked, Nx(25), 33);

    public static readonly OxmField ArpOp = Row("arp_op", "NXM_OF_ARP_OP", 16, OxmFormat.Number, Fixed, Of(15), 21);
    public static readonly OxmField ArpSpa = Row("arp_spa", "NXM_OF_ARP_SPA", 32, OxmFormat.Ipv4, Masked, Of(16), 22);
    public static readonly OxmField ArpTpa = Row("arp_tpa", "NXM_OF_ARP_TPA", 32, OxmFormat.Ipv4, Masked, Of(17), 23);
    public static readonly OxmField ArpSha = Row("arp_sha", "NXM_NX_ARP_SHA", 48, OxmFormat.Ethernet, Masked, Nx(17), 24);
    public static readonly OxmField ArpTha = Row("arp_tha", "NXM_NX_ARP_THA", 48, OxmFormat.Ethernet, Masked, Nx(18), 25);

    public static readonly OxmField MplsLabel = Row("mpls_label", "OXM_OF_MPLS_LABEL", 20, OxmFormat.Number, Fixed, oxm: 34);
    public static readonly OxmField MplsTc = Row("mpls_tc", "OXM_OF_MPLS_TC", 3, OxmFormat.Number, Fixed, oxm: 35);
    public static readonly OxmField MplsBos = Row("mpls_bos", "OXM_OF_MPLS_BOS", 1, OxmFormat.Number, Fixed, oxm: 36);

    public static readonly OxmField CtState =
        Row("ct_state", "NXM_NX_CT_STATE", 32, OxmFormat.ConntrackState, Masked, Nx(105), fullMask: 0xff);

    public static readonly OxmField CtZone = Row("ct_zone", "NXM_NX_CT_ZONE", 16, OxmFormat.Hex, Masked, Nx(106));
    public static readonly OxmField CtMark = Row("ct_mark", "NXM_NX_CT_MARK", 32, OxmFormat.Hex, Masked, Nx(107));
    public static readonly OxmField CtLabel = Row("ct_label", "NXM_NX_CT_LABEL", 128, OxmFormat.Hex, Masked, Nx(108));
    public static readonly OxmField CtNwProto = Row("ct_nw_proto", "NXM_NX_CT_NW_PROTO", 8, OxmFormat.Number, Fixed, Nx(119));
    public static readonly OxmField CtNwSrc = Row("ct_nw_src", "NXM_NX_CT_NW_SRC", 32, OxmFormat.Ipv4, Masked, Nx(120));
    public static readonly OxmField CtNwDst = Row("ct_nw_dst", "NXM_NX_CT_NW_DST", 32, OxmFormat.Ipv4, Masked, Nx(121));
    public static readonly OxmField CtIpv6Src = Row("ct_ipv6_src", "NXM_NX_CT_IPV6_SRC", 128, OxmFormat.Ipv6, Masked, Nx(122));
    public static readonly OxmField CtIpv6Dst = Row("ct_ipv6_dst", "NXM_NX_CT_IPV6_DST", 128, OxmFormat.Ipv6, Masked, Nx(123));
    public static readonly OxmField CtTpSrc = Row("ct_tp_src", "NXM_NX_CT_TP_SRC", 16, OxmFormat.Number, Masked, Nx(124));
    public static readonly OxmField CtTpDst = Row("ct_tp_dst", "NXM_NX_CT_TP_DST", 16, OxmFormat.Number, Masked, Nx(125));

    private static readonly FrozenDictionary<OxmHeader, OxmField> ByHeader = Index();

    private const bool Masked = true;
    private const bool Fixed = false;

    /// <summary>Every field, in the order of a match.</summary>
    public static IReadOnlyList<OxmField> All => Rows;

    /// <summary><c>reg0</c> to <c>reg15</c>: 32 bits that live as long as the packet is in the pipeline.</summary>
    public static OxmField Reg(int number) => Registers[number];

    /// <summary><c>xreg0</c> to <c>xreg7</c>: xregN is reg(2N) followed by reg(2N+1).</summary>
    public static OxmField XReg(int number) => DoubleRegisters[number];

    /// <summary><c>xxreg0</c> to <c>xxreg3</c>: four registers, the first one most significant.</summary>
    public static OxmField XXReg(int number) => QuadRegisters[number];

    /// <summary>Whether the field is another name of two or four registers.</summary>
    internal static bool IsWideRegister(OxmField field) => FirstRegisterOf(field) >= 0;

    /// <summary>The number of the first register that a wide one stands for, or -1.</summary>
    internal static int FirstRegisterOf(OxmField field) =>
        field.Bits switch
        {
            64 when Array.IndexOf(DoubleRegisters, field) is >= 0 and var number => 2 * number,
            128 when Array.IndexOf(QuadRegisters, field) is >= 0 and var number => 4 * number,
            _ => -1,
        };

    public static OxmField? Find(OxmHeader header) => ByHeader.GetValueOrDefault(header);

    private static OxmHeader Of(int code) => new(OxmHeader.Nxm0, (byte)code);

    private static OxmHeader Nx(int code) => new(OxmHeader.Nxm1, (byte)code);

    private static OxmField[] Numbered(int count, Func<int, OxmField> row) => [.. Enumerable.Range(0, count).Select(row)];

    private static OxmField Row(string name, string headerName, int bits, OxmFormat format, bool maskable,
        OxmHeader? nxm = null, int? oxm = null, UInt128? fullMask = null)
    {
        var bytes = bits switch { <= 8 => 1, <= 16 => 2, <= 32 => 4, <= 48 => 6, <= 64 => 8, _ => 16 };
        var ones = bits == 128 ? UInt128.MaxValue : (UInt128.One << bits) - 1;
        var standard = oxm is { } code ? new OxmHeader(OxmHeader.OpenFlowBasic, (byte)code) : (OxmHeader?)null;
        var row = new OxmField(name, headerName, bits, bytes, format, maskable, nxm, standard, fullMask ?? ones) { Order = Rows.Count };
        Rows.Add(row);
        return row;
    }

    private static FrozenDictionary<OxmHeader, OxmField> Index()
    {
        var index = new Dictionary<OxmHeader, OxmField> { [OnfTcpFlags] = TcpFlags };
        foreach (var field in Rows)
        {
            if (field.Nxm is { } nxm)
                index.Add(nxm, field);
            if (field.Oxm is { } oxm)
                index.Add(oxm, field);
        }
        return index.ToFrozenDictionary();
    }
}
