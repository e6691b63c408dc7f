using Naru.Primitives;
using Naru.Protocols.OpenFlow.Actions;
using Naru.Protocols.OpenFlow.Messages;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Specs;

public class WireSpecs
{
    private static readonly Gen<UInt128> AnyNumber = Gen.Select(Gen.ULong, Gen.ULong, (high, low) => (UInt128)high << 64 | low);

    private static readonly Gen<Match> AnyMatch =
        Gen.Select(Gen.Int[0, Oxm.All.Count - 1], AnyNumber, AnyNumber, (row, value, mask) => (Field: Oxm.All[row], value, mask))
            .Array[0, 12]
            .Select(conditions => conditions.Aggregate(Match.Any, (match, condition) =>
                match.With(condition.Field, condition.value, condition.Field.Maskable ? condition.mask : condition.Field.FullMask)));

    private static readonly Gen<Subfield> AnySubfield =
        from field in Gen.Int[0, Oxm.All.Count - 1].Select(row => Oxm.All[row])
        from offset in Gen.Int[0, Math.Min(field.Bits, 64) - 1]
        from bits in Gen.Int[1, Math.Min(field.Bits - offset, 64)]
        select field.Slice(offset, bits);

    private static readonly OpenFlowMessage[] Messages =
    [
        Hello.OpenFlow13, new ErrorMessage(5, 1, 0, [1, 2]), new ErrorMessage(0xffff, 2313, 0x4f4e4600, []), new EchoRequest([1, 2, 3]),
        new EchoReply([1]), new FeaturesRequest(), new SetConfig(128), new FeaturesReply(0x1234, 0, 254, 0, 0x4f), new BarrierRequest(),
            new BarrierReply(),
        new FlowMod(FlowModCommand.ModifyStrict, SampleFlows.All[5]) { CookieMask = 7, OutPort = 3 },
        FlowMod.Delete(new FlowFilter { Table = 3, Cookie = 5, CookieMask = 0xff }),
        new MultipartRequest(MultipartType.Flow) { Filter = new FlowFilter { Table = 3, Cookie = 5, CookieMask = 0xff,
            Match = Match.Any.InPort(3) } },
        new MultipartRequest(MultipartType.PortStats) { Number = 3 }, new MultipartRequest(MultipartType.PortDesc),
        new MultipartReply<FlowStats>(MultipartType.Flow, true, [new(SampleFlows.All[7], TimeSpan.FromMilliseconds(1234), 5, 6)]),
        new MultipartReply<AggregateStats>(MultipartType.Aggregate, false, [new(1, 2, 3)]),
        new MultipartReply<TableStats>(MultipartType.Table, false, [new(1, 2, 3, 4), new(2, 0, 0, 0)]),
        new MultipartReply<PortStats>(MultipartType.PortStats, false, [new PortStats(3) { RxBytes = 7, Collisions = 9,
            Age = TimeSpan.FromSeconds(3) }]),
        new MultipartReply<PortDescription>(MultipartType.PortDesc, false, [new(OfPort.Local, MacAddress.Broadcast,
            "br-int") { State = 4 }]),
        new MultipartReply<SwitchDescription>(MultipartType.Desc, false, [new("Nicira", "Open vSwitch", "3.1.0", "None", "br")]),
        new MultipartReply<Group>(MultipartType.GroupDesc, false,
            [new(1, GroupType.FastFailover, [new([Act.Output(1)], 5) { WatchPort = 3 }, new([])]), new(2, GroupType.Indirect, [])]),
        new MultipartReply<Meter>(MultipartType.MeterConfig, false,
            [new(1, MeterFlags.KilobitsPerSecond | MeterFlags.Burst, [new(1000, 100), new(2000, 100, 1)])]),
        GroupMod.Add(new Group(1, GroupType.Select, [new([Act.Output(1)], 5)])), GroupMod.Delete(OfGroup.All),
        MeterMod.Add(new Meter(1, MeterFlags.PacketsPerSecond, [new(1000)])), MeterMod.Delete(7),
        new PacketIn(3, 5, 1, Match.Any.InPort(4).Reg(1, 2), [1, 2, 3], 64), new PacketOut(OfPort.Controller, [Act.Output(1), Act.Normal],
            [1, 2, 3]),
        new PortStatus(PortStatusReason.Deleted, new PortDescription(3, MacAddress.Broadcast, "tap1")),
        new FlowRemoved(SampleFlows.All[9] with { Instructions = Instructions.Drop }, FlowRemovedReason.IdleTimeout,
            TimeSpan.FromSeconds(9), 1, 2),
        new RoleRequest(ControllerRole.Master, 3), new RoleReply(ControllerRole.Slave, 3),
        new BundleControl(3, BundleCommand.CommitRequest, BundleFlags.Atomic),
        new BundleAdd(3, BundleFlags.Ordered, FlowMod.Add(SampleFlows.All[0])),
        new SetPacketInFormat(PacketInFormat.NiciraWithUserdata), new FlushConntrackZone(7), new UnknownMessage(99, [1, 2, 3]),
    ];

    [Fact]
    public void Every_message_reads_back_as_it_was_written() =>
        Assert.All(Messages, message =>
        {
            Assert.Equal(message, MessageReader.Read(Written(message), out var xid));
            Assert.Equal(77u, xid);
        });

    [Fact]
    public void Every_sample_flow_reads_back_as_it_was_written() =>
        Assert.All(SampleFlows.All, flow => Assert.Equal(FlowMod.Add(flow), MessageReader.Read(Written(FlowMod.Add(flow)), out _)));

    [Fact]
    public void Any_match_reads_back_as_it_was_written() =>
        AnyMatch.Sample(match => FlowMod.Add(new Flow(0, 0, match, Instructions.Drop))
            .Equals(MessageReader.Read(Written(FlowMod.Add(new Flow(0, 0, match, Instructions.Drop))), out _)));

    [Fact]
    public void Any_change_of_any_field_reads_back_as_it_was_written() =>
        Gen.Select(AnySubfield, AnyNumber, AnyNumber, Gen.ULong).Sample((bits, value, mask, load) =>
        {
            FlowAction[] actions =
            [
                new SetField(bits.Field, value), new SetField(bits.Field, value, mask | 1), new RegMove(bits, bits), new StackPush(bits),
                    new StackPop(bits),
                new RegLoad(bits, load), new OutputReg(bits),
                new Learn
                {
                    Specs = [LearnSpec.Match(bits), LearnSpec.Match(bits, Low(value, bits.Bits)), LearnSpec.Load(bits, bits),
                        LearnSpec.Output(bits)],
                },
                new Conntrack { Commit = true, Exec = [new SetField(bits.Field, value)] }, new Clone([new Clone([new CheckPktLarger(9,
                    bits.Field.Slice(0, 1))])]),
            ];
            var mod = FlowMod.Add(new Flow(0, 0, Match.Any, Instructions.Actions(actions)));
            return mod.Equals(MessageReader.Read(Written(mod), out _));
        });

    [Fact]
    public void The_order_in_which_a_match_is_built_does_not_matter() =>
        Gen.Shuffle(new[] { 0, 1, 2, 3 }).Sample(order =>
        {
            Func<Match, Match>[] steps = [m => m.InPort(1), m => m.VlanVid(5), m => m.Tcp(), m => m.Reg(6, 3)];
            var match = order.Aggregate(Match.Any, (built, step) => steps[step](built));
            return match.Equals(Match.Any.Tcp().Reg(6, 3).VlanVid(5).InPort(1))
                && match.GetHashCode() == Match.Any.Tcp().Reg(6, 3).VlanVid(5).InPort(1).GetHashCode();
        });

    [Fact]
    public void A_field_that_is_not_known_is_written_back_octet_for_octet()
    {
        byte[] entries = [0x80, 0x00, 0x00, 4, 0, 0, 0, 5, 0x00, 0x01, 40 << 1, 4, 1, 2, 3, 4, 0xff, 0xff, 3, 6, 0, 0x5a, 0xd6, 0x50, 1, 1];
        var match = Assert.IsType<Match>(Match.ReadEntries(entries));
        Assert.Equal(2, match.Unknown.Count);
        var wire = new WireWriter();
        match.Write(wire);
        Assert.Equal(entries, wire.Written[4..(4 + entries.Length)].ToArray());
    }

    [Fact]
    public void Random_octets_never_throw_out_of_a_reader() =>
        Gen.Select(Gen.Int[0, Messages.Length - 1], Gen.Int[0, SampleFlows.All.Length - 1], Gen.Byte.Array[0, 64], Gen.Int[0, 200],
            Gen.Bool)
            .Sample((kind, flow, noise, at, cut) =>
            {
                // Noise in the middle of what a switch could send reaches further than noise alone.
                var octets = Written(cut ? FlowMod.Add(SampleFlows.All[flow]) : Messages[kind]);
                var start = Math.Min(OpenFlowMessage.HeaderBytes + at, octets.Length);
                noise.AsSpan(0, Math.Min(noise.Length, octets.Length - start)).CopyTo(octets.AsSpan(start));
                _ = MessageReader.Read(octets, out _)?.ToString();
                _ = MessageReader.Read(noise, out _);
                return true;
            }, iter: 20_000);

    [Fact]
    public void A_list_too_long_for_its_length_field_is_noticed()
    {
        var wire = new WireWriter();
        var outputs = Enumerable.Range(1, 5000).Select(port => Act.Output((uint)port));
        FlowMod.Add(new Flow(0, 0, Match.Any, Instructions.Actions(outputs))).Write(wire, 1);
        Assert.True(wire.IsTooLong);
    }

    private static UInt128 Low(UInt128 value, int bits) => value & (UInt128.MaxValue >> (128 - bits));

    private static byte[] Written(OpenFlowMessage message)
    {
        var wire = new WireWriter();
        message.Write(wire, 77);
        return wire.Written.ToArray();
    }
}
