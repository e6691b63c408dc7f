using Naru.Primitives;
using Naru.Protocols.OpenFlow.Actions;

namespace Naru.Protocols.OpenFlow.Specs;

/// <summary>A flow for every kind of match and action that pipelines use, in words and in the text of <c>ovs-ofctl</c>.</summary>
public static class SampleFlows
{
    private static readonly MacAddress Mac = MacAddress.Parse("fa:16:3e:00:00:07");
    private static readonly MacAddress MulticastBit = MacAddress.Parse("01:00:00:00:00:00");
    private static readonly IpPrefix Host = IpPrefix.Parse("10.0.0.7");
    private static readonly IpPrefix Subnet = IpPrefix.Parse("10.0.0.0/24");
    private static readonly IpPrefix Host6 = IpPrefix.Parse("2001:db8::7");
    private static readonly IpPrefix Subnet6 = IpPrefix.Parse("2001:db8::/64");
    private static readonly Subfield Zone = Oxm.Reg(6).Slice(0, 16);

    private static readonly Match[] Matches =
    [
        Match.Any,
        Match.Any.InPort(5),
        Match.Any.InPort(OfPort.Local),
        Match.Any.VlanVid(4095),
        Match.Any.VlanTagged(),
        Match.Any.VlanUntagged(),
        Match.Any.InPort(5).VlanUntagged(),
        Match.Any.VlanVid(3).VlanPcp(5),
        Match.Any.VlanPcp(5),
        Match.Any.With(Oxm.VlanTci, 0x1005, 0x1fff),
        Match.Any.With(Oxm.VlanTci, 0, 0xffff),
        Match.Any.With(Oxm.VlanTci, 0xb005),
        Match.Any.VlanVid(3).EthDst(Mac),
        Match.Any.EthSrc(Mac),
        Match.Any.EthDst(MacAddress.Zero, MulticastBit),
        Match.Any.EthDst(MulticastBit, MulticastBit),
        Match.Any.EthSrc(Mac, MacAddress.Parse("ff:ff:ff:00:00:00")),
        Match.Any.EthType(0x88cc),
        Match.Any.EthType(0x8847).With(Oxm.MplsLabel, 100).With(Oxm.MplsTc, 3).With(Oxm.MplsBos, 1),
        Match.Any.TunId(0x41),
        Match.Any.With(Oxm.TunId, 0x100, 0xff00),
        Match.Any.TunSrc(IpAddress.Parse("192.0.2.1")).TunDst(IpAddress.Parse("192.0.2.2")),
        Match.Any.TunSrc(IpAddress.Parse("2001:db8::1")).TunDst(IpAddress.Parse("2001:db8::2")),
        Match.Any.Metadata(5),
        Match.Any.Metadata(0x500, 0xff00),
        Match.Any.PktMark(7),
        Match.Any.ConjId(11).Reg(6, 3),
        Match.Any.Reg(0, 0),
        Match.Any.Reg(5, 7).Reg(6, 1).Reg(15, 2),
        Match.Any.Reg(1, 0x10, 0x30),
        Match.Any.Bits(Zone, 5),
        Match.Any.With(Oxm.XReg(2), 0x1_0000_0002),
        Match.Any.With(Oxm.XXReg(3), 7, 0xff),
        Match.Any.Arp(),
        Match.Any.InPort(5).ArpSpa(Host),
        Match.Any.ArpTpa(Subnet).VlanVid(3),
        Match.Any.ArpOp(2).ArpSha(Mac).ArpTha(MacAddress.Broadcast),
        Match.Any.EthType(0x8035),
        Match.Any.Ipv4(),
        Match.Any.Ipv6(),
        Match.Any.IpSrc(Subnet).IpDst(Host),
        Match.Any.IpSrc(Subnet6).IpDst(Host6),
        Match.Any.Ipv4().With(Oxm.Ipv4Src, 0x0a000001, 0xff0000ff),
        Match.Any.Ipv6().With(Oxm.Ipv6Src, 1, 0xff),
        Match.Any.Ipv4().IpProto(50),
        Match.Any.Ipv6().IpProto(50),
        Match.Any.Ipv4().IpProto(2),
        Match.Any.Ipv4().IpDscp(46).With(Oxm.IpEcn, 1).IpTtl(1),
        Match.Any.Ipv4().With(Oxm.NwTos, 0xb8),
        Match.Any.Ipv6().With(Oxm.Ipv6Label, 0x12345),
        Match.Any.Ipv6().With(Oxm.Ipv6Label, 0x300, 0xf00),
        Match.Any.Ipv4().With(Oxm.IpFrag, 0, 3),
        Match.Any.Ipv4().With(Oxm.IpFrag, 1, 1),
        Match.Any.Ipv4().With(Oxm.IpFrag, 1, 3),
        Match.Any.Ipv4().With(Oxm.IpFrag, 3, 3),
        Match.Any.Ipv4().With(Oxm.IpFrag, 2, 2),
        Match.Any.Ipv4().With(Oxm.IpFrag, 0, 2),
        Match.Any.Tcp().TcpSrc(80).TcpDst(443),
        Match.Any.Tcp6().TcpDst(new PortMask(0x60, 0xffe0)),
        Match.Any.Tcp().TcpFlags(0x02, 0x12),
        Match.Any.Tcp().TcpFlags(0x12, 0xfff),
        Match.Any.Udp().UdpSrc(68).UdpDst(67),
        Match.Any.Udp6().UdpSrc(546).UdpDst(547),
        Match.Any.Sctp().SctpSrc(1).SctpDst(2),
        Match.Any.Sctp6().SctpDst(new PortMask(8, 0xfff8)),
        Match.Any.IcmpType(8).IcmpCode(0),
        Match.Any.Icmpv6Type(130),
        Match.Any.Icmpv6Type(128).Icmpv6Code(0),
        Match.Any.InPort(5).Icmpv6Type(136).Icmpv6Code(0).NdTarget(Host6),
        Match.Any.Icmpv6Type(135).Icmpv6Code(0).NdTarget(Subnet6).With(Oxm.NdSll, Mac.Value),
        Match.Any.Icmpv6Type(136).Icmpv6Code(0).With(Oxm.NdTll, Mac.Value),
        Match.Any.CtState(CtStates.Tracked),
        Match.Any.CtState(CtStates.New | CtStates.Tracked, CtStates.Established),
        Match.Any.CtState(CtStates.Established, CtStates.Related | CtStates.Reply),
        Match.Any.CtState(CtStates.None, CtStates.Tracked),
        Match.Any.With(Oxm.CtState, 0x22),
        Match.Any.CtMark(1),
        Match.Any.CtMark(0).Reg(5, 1),
        Match.Any.CtMark(1, 3),
        Match.Any.CtZone(9),
        Match.Any.CtLabel(5, UInt128.MaxValue),
        Match.Any.CtLabel((UInt128)1 << 100, (UInt128)3 << 100),
        Match.Any.CtState(CtStates.Tracked | CtStates.Established).Ipv4().With(Oxm.CtNwSrc, 0x0a000001).With(Oxm.CtNwDst, 0x0a000000,
            0xffffff00)
            .With(Oxm.CtNwProto, 6).With(Oxm.CtTpSrc, 1).With(Oxm.CtTpDst, 2),
        Match.Any.CtState(CtStates.Tracked | CtStates.Established).Ipv6().With(Oxm.CtIpv6Src, 1).With(Oxm.CtIpv6Dst, 2),
        Match.Any.Reg(6, 3).Ipv4().CtState(CtStates.New, CtStates.Established).IpSrc(Host).IpProto(6).TcpDst(new PortMask(8, 0xfff8)),
    ];

    private static readonly (Match Match, Instructions Instructions)[] Reactions =
    [
        .. Actions(Match.Any),
        .. Actions(Match.Any,
            [Act.Output(1)], [Act.Output(1), Act.Output(2), Act.Output(3)], [Act.Normal], [Act.InPort], [new Output(OfPort.Flood)],
            [new Output(OfPort.All)], [new Output(OfPort.Local)], [Act.Controller()], [new Output(OfPort.Controller, 128)],
            [Act.Resubmit(71)], [new Resubmit(null, 5)], [new Resubmit(71, 5)], [new Resubmit(71, OfPort.Local)], [new Resubmit(null)],
            [Act.Load(Oxm.Reg(5), 7), Act.Load(Oxm.Reg(6), 0), Act.Resubmit(71)], [Act.Load(Zone, 5)], [Act.Load(Oxm.Reg(0).Slice(3, 1),
                1)],
            [Act.Load(Oxm.XReg(1), 0x1_0000_0002)], [Act.Load(Oxm.Metadata, 5)], [Act.Load(Oxm.XXReg(0).Slice(64, 64), 5)],
            [Act.Set(Oxm.Reg(5), 7)], [Act.Set(Oxm.Reg(5), 7, 0xff)], [Act.Set(Oxm.Metadata, 7, 0xff00)], [Act.Set(Oxm.XXReg(1), 9)],
            [Act.Set(Oxm.PktMark, 3)], [Act.Set(Oxm.EthDst, 0x0100_0000_0000, 0x0100_0000_0000)],
            [Act.SetEthSrc(Mac), Act.SetEthDst(Mac)], [Act.SetTunnel(0x41)], [Act.Set(Oxm.TunIpv4Dst, 0x0a000001)],
            [Act.Set(Oxm.TunIpv6Dst, 1)],
            [.. Act.PushVlan(3), Act.Output(1)], [new PushVlan(0x88a8)],
            [Act.Move(Oxm.EthSrc, Oxm.EthDst), Act.Move(Oxm.Reg(1).Slice(0, 16), Oxm.Reg(2).Slice(16, 16))],
            [Act.Move(Oxm.InPort, Oxm.Reg(1))], [Act.Move(Oxm.InPortNxm, Oxm.Reg(1).Slice(0, 16))],
            [Act.Load(Oxm.InPortNxm, 0), Act.Output(3)],
            [new SetQueue(3), Act.Output(1)], [new Exit()], [new Note([1, 2, 3])], [new Note("123456789"u8)],
            [new OutputReg(Oxm.Reg(5))], [new OutputReg(Oxm.Reg(5).Slice(0, 16), 100)],
            [new StackPush(Oxm.Reg(1)), new StackPop(Oxm.Reg(2).Slice(0, 32)), new StackPush(Oxm.EthSrc.Slice(0, 8))],
            [new CheckPktLarger(1514, Oxm.Reg(0).Slice(3, 1))],
            [new Clone([Act.Load(Oxm.Reg(1), 1), Act.Output(2)]), Act.Output(3)],
            [new ToController { MaxLength = 100, ControllerId = 3 }], [new ToController { MaxLength = 100 }],
                [new ToController { Reason = 0 }],
            [new ToController { Userdata = [1, 2, 3] }], [new ToController { Pause = true, ControllerId = 2, MaxLength = 64, Reason = 2 }],
            [Act.CtClear, Act.Resubmit(71)],
            [new Learn()], [LearnFromTunnel],
            [new Learn
            {
                Table = 20, IdleTimeout = 10, FinIdleTimeout = 1, FinHardTimeout = 2, SendFlowRemoved = true, DeleteLearned = true,
                Specs =
                [
                    LearnSpec.Match(Oxm.EthType, 0x0800), LearnSpec.Match(Oxm.IpProto, 6), LearnSpec.Match(Oxm.Reg(1).Slice(0, 4), 3),
                    LearnSpec.Match(Oxm.EthSrc, Mac.Value), LearnSpec.Load(Oxm.Reg(0).Slice(0, 16), Oxm.InPortNxm),
                    LearnSpec.Load(Oxm.XXReg(1), (UInt128)1 << 100),
                ],
            }]),
        .. Actions(Match.Any.VlanVid(3), [Act.PopVlan, Act.Output(1)], [Act.SetVlanVid(9)], [Act.Set(Oxm.VlanPcp, 3)],
            [Act.Load(Oxm.VlanTci.Slice(0, 12), 3)], [Act.Load(Oxm.VlanVid, 3)], [Act.Load(Oxm.VlanTci, 0)], [Act.PopVlan,
                Act.SetTunnel(5), Act.Output(9), Act.Output(8)]),
        .. Actions(Match.Any.VlanVid(3).ArpTpa(Host), ReplyToArp),
        .. Actions(Match.Any.Ipv4(),
            [Act.DecTtl, Act.Output(1)], [new SetNwTtl(64)], [Act.Set(Oxm.IpDscp, 46)], [Act.Load(Oxm.NwTos, 0xb8)], [Act.Set(Oxm.Ipv4Src,
                0x0a000001)],
            [Act.Set(Oxm.Ipv4Dst, 0x0a000000, 0xffffff00)], [Act.Set(Oxm.IpTtl, 9)],
            [new Conntrack()], [new Conntrack { Table = 72, ZoneFrom = Zone }], [new Conntrack { Commit = true, Zone = 5 }],
            [new Conntrack { Commit = true, ZoneFrom = Zone }, Act.Resubmit(91)],
            [new Conntrack { Commit = true, ZoneFrom = Zone, Exec = [Act.Load(Oxm.CtMark, 1)] }],
            [new Conntrack { Commit = true, Zone = 1, Exec = [Act.Set(Oxm.CtMark, 1), Act.Set(Oxm.CtLabel, 5, 0xff), Act.Move(Oxm.Reg(1),
                Oxm.CtMark)] }],
            [new Conntrack { Commit = true, Force = true, Table = 0, Zone = 65535 }],
            [new Conntrack { Nat = new Nat(), Table = 4 }],
            [new Conntrack { Commit = true, Nat = new Nat { Kind = NatKind.Source, Min = Host.Network } }],
            [new Conntrack { Commit = true, Nat = new Nat { Kind = NatKind.Source } }],
            [new Conntrack { Commit = true, Nat = new Nat { Kind = NatKind.Destination, Min = Host.Network, PortMin = 80 } }],
            [new Conntrack
            {
                Commit = true, Zone = 7, Table = 5, Exec = [Act.Load(Oxm.CtMark, 1)],
                Nat = new Nat { Kind = NatKind.Source, Min = Subnet.Network, Max = Subnet.Last, PortMin = 1024, PortMax = 65535,
                    Persistent = true, RandomPorts = true },
            }]),
        .. Actions(Match.Any.Ipv6(),
            [new Conntrack { Commit = true, Nat = new Nat { Kind = NatKind.Source, Min = Host6.Network, Max = Host6.Network.Next,
                PortMin = 1, PortMax = 9, HashedPorts = true } }],
            [new Conntrack { Commit = true, Nat = new Nat { Kind = NatKind.Destination, Min = Host6.Network } }],
            [Act.Set(Oxm.Ipv6Src, Host6.Network.Value)]),
        .. Actions(Match.Any.Tcp(), [new Conntrack { Commit = true, Alg = 21 }], [new OpaqueAction([0xff, 0xff, 0, 16, 0, 0, 0x23, 0x20,
            0, 19, 0, 5, 0, 6, 0, 0])],
             [Act.Set(Oxm.TcpDst, 80)], [Act.Load(Oxm.TcpSrc.Slice(0, 8), 80)]),
        .. Actions(Match.Any.Udp(), [new Conntrack { Commit = true, Alg = 69 }], [Act.Set(Oxm.UdpDst, 80)]),
        .. Actions(Match.Any.Icmpv6Type(136).Icmpv6Code(0), [Act.Set(Oxm.NdTarget, 1)], [Act.Load(Oxm.NdTll, Mac.Value)]),
        .. Actions(Match.Any.Reg(6, 1), [new Conjunction(8, 1, 2)], [new Conjunction(8, 2, 2), new Conjunction(9, 1, 3)]),
        (Match.Any, Instructions.Goto(60)),
        (Match.Any, Instructions.Actions(Act.Load(Oxm.Reg(5), 1)).Then(60)),
        (Match.Any, new Instructions { WriteMetadata = new MetadataWrite(5, 0xff), GotoTable = 60 }),
        (Match.Any, new Instructions { WriteMetadata = new MetadataWrite(5, ulong.MaxValue) }),
        (Match.Any, new Instructions { ClearActions = true, GotoTable = 60 }),
        (Match.Any, new Instructions { Write = [Act.Output(3)], Apply = [Act.SetEthSrc(Mac)], GotoTable = 60 }),
    ];

    /// <summary>Every kind of match with no actions, and every kind of action; no two have the same key.</summary>
    public static readonly Flow[] All =
    [
        .. Matches.Select((match, at) => new Flow(1, (ushort)(1000 + at), match, Instructions.Drop)),
        .. Reactions.Select((reaction, at) => new Flow(0, (ushort)(2000 + at), reaction.Match, reaction.Instructions)),
        new(3, Flow.DefaultPriority, Match.Any, Instructions.Drop)
        {
            Cookie = 0xfeed_beef_0000_0001, IdleTimeout = 10, HardTimeout = 20, Flags = FlowFlags.SendFlowRemoved | FlowFlags.ResetCounts,
        },
        new(4, 0, Match.Any, Instructions.Drop) { Cookie = 1, Flags = FlowFlags.NoPacketCounts | FlowFlags.NoByteCounts },
        new(253, 65535, Match.Any, Instructions.Drop),
    ];

    private static Learn LearnFromTunnel => new()
    {
        Table = 20, HardTimeout = 300, Priority = 1, Cookie = 0x5eed,
        Specs =
        [
            LearnSpec.Match(Oxm.VlanTci.Slice(0, 12)), LearnSpec.Match(Oxm.EthDst, Oxm.EthSrc), LearnSpec.Load(Oxm.VlanTci, 0),
            LearnSpec.Load(Oxm.TunId, Oxm.TunId), LearnSpec.Output(Oxm.InPortNxm),
        ],
    };

    private static FlowAction[] ReplyToArp =>
    [
        Act.Move(Oxm.EthSrc, Oxm.EthDst), Act.SetEthSrc(Mac), Act.Load(Oxm.ArpOp, 2), Act.Move(Oxm.ArpSha, Oxm.ArpTha),
        Act.Move(Oxm.ArpSpa, Oxm.ArpTpa), Act.Load(Oxm.ArpSha, Mac.Value), Act.Load(Oxm.ArpSpa, 0x0a000007), Act.InPort,
    ];

    private static IEnumerable<(Match, Instructions)> Actions(Match match, params FlowAction[][] lists) =>
        lists.Select(actions => (match, Instructions.Actions(actions)));
}
