using Naru.Primitives;

namespace Naru.Protocols.OpenFlow;

/// <summary>The words in which matches are written: <c>Match.Any.InPort(5).VlanVid(3).Reg(5, 7)</c>.</summary>
/// <remarks>
/// A condition brings the ones that it depends on where there is only one possibility (<c>ArpTpa</c> means ARP). Transport
/// ports exist over IPv4 and IPv6: say <see cref="Tcp(Match)"/> or <see cref="Tcp6(Match)"/> first.
/// </remarks>
public static class MatchFields
{
    private const ushort VlanPresent = 0x1000;
    private const ushort EtherTypeIpv4 = 0x0800;
    private const ushort EtherTypeArp = 0x0806;
    private const ushort EtherTypeIpv6 = 0x86dd;
    private const byte Icmp = 1;
    private const byte TcpProtocol = 6;
    private const byte UdpProtocol = 17;
    private const byte Icmp6 = 58;
    private const byte SctpProtocol = 132;

    public static Match InPort(this Match match, uint port) => match.With(Oxm.InPort, port);

    public static Match Metadata(this Match match, ulong value) => match.With(Oxm.Metadata, value);

    public static Match Metadata(this Match match, ulong value, ulong mask) => match.With(Oxm.Metadata, value, mask);

    public static Match PktMark(this Match match, uint value) => match.With(Oxm.PktMark, value);

    public static Match ConjId(this Match match, uint id) => match.With(Oxm.ConjId, id);

    public static Match TunId(this Match match, ulong id) => match.With(Oxm.TunId, id);

    /// <summary>The outer source address, of either version.</summary>
    public static Match TunSrc(this Match match, IpAddress address) =>
        match.With(address.IsV6 ? Oxm.TunIpv6Src : Oxm.TunIpv4Src, address.Value);

    /// <summary>The outer destination address, of either version.</summary>
    public static Match TunDst(this Match match, IpAddress address) =>
        match.With(address.IsV6 ? Oxm.TunIpv6Dst : Oxm.TunIpv4Dst, address.Value);

    public static Match Reg(this Match match, int number, uint value) => match.With(Oxm.Reg(number), value);

    public static Match Reg(this Match match, int number, uint value, uint mask) => match.With(Oxm.Reg(number), value, mask);

    /// <summary>Some bits of a field, such as those that a pipeline keeps a flag in.</summary>
    public static Match Bits(this Match match, Subfield bits, UInt128 value)
    {
        var ones = bits.Bits == 128 ? UInt128.MaxValue : (UInt128.One << bits.Bits) - 1;
        return match.With(bits.Field, value << bits.Offset, ones << bits.Offset);
    }

    public static Match EthDst(this Match match, MacAddress address) => match.With(Oxm.EthDst, address.Value);

    public static Match EthDst(this Match match, MacAddress address, MacAddress mask) => match.With(Oxm.EthDst, address.Value, mask.Value);

    public static Match EthSrc(this Match match, MacAddress address) => match.With(Oxm.EthSrc, address.Value);

    public static Match EthSrc(this Match match, MacAddress address, MacAddress mask) => match.With(Oxm.EthSrc, address.Value, mask.Value);

    public static Match EthType(this Match match, ushort type) => match.With(Oxm.EthType, type);

    /// <summary>Packets with this VLAN tag.</summary>
    public static Match VlanVid(this Match match, ushort vid) => match.With(Oxm.VlanVid, (uint)(vid | VlanPresent));

    /// <summary>Packets with any VLAN tag.</summary>
    public static Match VlanTagged(this Match match) => match.With(Oxm.VlanVid, VlanPresent, VlanPresent);

    /// <summary>Packets without a VLAN tag: <c>vlan_tci=0x0000/0x1fff</c>.</summary>
    public static Match VlanUntagged(this Match match) => match.With(Oxm.VlanVid, 0);

    public static Match VlanPcp(this Match match, byte priority) => match.With(Oxm.VlanPcp, priority);

    public static Match Arp(this Match match) => match.EthType(EtherTypeArp);

    public static Match ArpOp(this Match match, ushort operation) => match.Arp().With(Oxm.ArpOp, operation);

    public static Match ArpSpa(this Match match, IpPrefix sender) => match.Arp().Prefix(Oxm.ArpSpa, sender);

    public static Match ArpTpa(this Match match, IpPrefix target) => match.Arp().Prefix(Oxm.ArpTpa, target);

    public static Match ArpSha(this Match match, MacAddress sender) => match.Arp().With(Oxm.ArpSha, sender.Value);

    public static Match ArpTha(this Match match, MacAddress target) => match.Arp().With(Oxm.ArpTha, target.Value);

    public static Match Ipv4(this Match match) => match.EthType(EtherTypeIpv4);

    public static Match Ipv6(this Match match) => match.EthType(EtherTypeIpv6);

    /// <summary>IPv4 or IPv6, as <c>ip_version</c> says it.</summary>
    public static Match Ip(this Match match, int version) => version == 6 ? match.Ipv6() : match.Ipv4();

    /// <summary>The source address; brings the IP version.</summary>
    public static Match IpSrc(this Match match, IpPrefix source) =>
        match.Ip(source.Version).Prefix(source.IsV6 ? Oxm.Ipv6Src : Oxm.Ipv4Src, source);

    /// <summary>The destination address; brings the IP version.</summary>
    public static Match IpDst(this Match match, IpPrefix destination) =>
        match.Ip(destination.Version).Prefix(destination.IsV6 ? Oxm.Ipv6Dst : Oxm.Ipv4Dst, destination);

    public static Match IpProto(this Match match, byte protocol) => match.With(Oxm.IpProto, protocol);

    /// <summary>The six bits of the DSCP.</summary>
    public static Match IpDscp(this Match match, byte dscp) => match.With(Oxm.IpDscp, dscp);

    public static Match IpTtl(this Match match, byte ttl) => match.With(Oxm.IpTtl, ttl);

    public static Match Tcp(this Match match) => match.Ipv4().IpProto(TcpProtocol);

    public static Match Tcp6(this Match match) => match.Ipv6().IpProto(TcpProtocol);

    public static Match Udp(this Match match) => match.Ipv4().IpProto(UdpProtocol);

    public static Match Udp6(this Match match) => match.Ipv6().IpProto(UdpProtocol);

    public static Match Sctp(this Match match) => match.Ipv4().IpProto(SctpProtocol);

    public static Match Sctp6(this Match match) => match.Ipv6().IpProto(SctpProtocol);

    public static Match TcpSrc(this Match match, PortMask port) => match.IpProto(TcpProtocol).With(Oxm.TcpSrc, port.Value, port.Mask);

    public static Match TcpDst(this Match match, PortMask port) => match.IpProto(TcpProtocol).With(Oxm.TcpDst, port.Value, port.Mask);

    /// <summary>Some of the flags of the TCP header, as bits (FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32).</summary>
    public static Match TcpFlags(this Match match, ushort value, ushort mask) =>
        match.IpProto(TcpProtocol).With(Oxm.TcpFlags, value, mask);

    public static Match UdpSrc(this Match match, PortMask port) => match.IpProto(UdpProtocol).With(Oxm.UdpSrc, port.Value, port.Mask);

    public static Match UdpDst(this Match match, PortMask port) => match.IpProto(UdpProtocol).With(Oxm.UdpDst, port.Value, port.Mask);

    public static Match SctpSrc(this Match match, PortMask port) => match.IpProto(SctpProtocol).With(Oxm.SctpSrc, port.Value, port.Mask);

    public static Match SctpDst(this Match match, PortMask port) => match.IpProto(SctpProtocol).With(Oxm.SctpDst, port.Value, port.Mask);

    public static Match IcmpType(this Match match, byte type) => match.Ipv4().IpProto(Icmp).With(Oxm.IcmpType, type);

    public static Match IcmpCode(this Match match, byte code) => match.Ipv4().IpProto(Icmp).With(Oxm.IcmpCode, code);

    public static Match Icmpv6Type(this Match match, byte type) => match.Ipv6().IpProto(Icmp6).With(Oxm.Icmpv6Type, type);

    public static Match Icmpv6Code(this Match match, byte code) => match.Ipv6().IpProto(Icmp6).With(Oxm.Icmpv6Code, code);

    /// <summary>The target of a neighbour solicitation or advertisement; say which with <see cref="Icmpv6Type"/> (135, 136).</summary>
    public static Match NdTarget(this Match match, IpPrefix target) => match.Prefix(Oxm.NdTarget, target);

    public static Match NdSll(this Match match, MacAddress address) => match.Icmpv6Type(135).With(Oxm.NdSll, address.Value);

    public static Match NdTll(this Match match, MacAddress address) => match.Icmpv6Type(136).With(Oxm.NdTll, address.Value);

    /// <summary>
    /// What conntrack says of the packet: the bits in <paramref name="set"/> are one, those in <paramref name="clear"/>
    /// zero.
    /// </summary>
    public static Match CtState(this Match match, CtStates set, CtStates clear = CtStates.None) =>
        match.With(Oxm.CtState, (uint)set, (uint)(set | clear));

    public static Match CtZone(this Match match, ushort zone) => match.With(Oxm.CtZone, zone);

    public static Match CtMark(this Match match, uint value) => match.With(Oxm.CtMark, value);

    public static Match CtMark(this Match match, uint value, uint mask) => match.With(Oxm.CtMark, value, mask);

    public static Match CtLabel(this Match match, UInt128 value, UInt128 mask) => match.With(Oxm.CtLabel, value, mask);

    /// <summary>An address field of the version of the prefix.</summary>
    public static Match Prefix(this Match match, OxmField field, IpPrefix prefix) =>
        match.With(field, prefix.Network.Value, prefix.Netmask.Value);
}
