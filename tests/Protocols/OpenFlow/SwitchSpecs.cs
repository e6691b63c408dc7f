using Naru.Primitives;
using Naru.Protocols.OpenFlow.Actions;
using Naru.Protocols.OpenFlow.Messages;
using Naru.Switch.Specs;

namespace Naru.Protocols.OpenFlow.Specs;

/// <summary>What only a real switch can say: that it has what was written, and calls it what we call it.</summary>
public sealed class SwitchSpecs : IAsyncLifetime
{
    private const string Bridge = "openflow-br";

    private PrivateSwitch? _switch;
    private OpenFlowConnection? _connection;

    private PrivateSwitch Switch => _switch ?? throw new InvalidOperationException("Not started.");

    private OpenFlowConnection Connection => _connection ?? throw new InvalidOperationException("Not started.");

    public async Task InitializeAsync()
    {
        if (PrivateSwitch.WhyUnavailable() is not null)
            return;
        _switch = await PrivateSwitch.StartAsync("openflow-specs");
        try
        {
            await _switch.AddBridgeAsync(Bridge);
            _connection = (await OpenFlowConnection.ConnectAsync(_switch.ManagementSocket(Bridge), default)).Unwrap();
        }
        catch
        {
            // Nobody disposes of a test that could not be initialized.
            await _switch.DisposeAsync();
            throw;
        }
    }

    public async Task DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        if (_switch is not null)
            await _switch.DisposeAsync();
    }

    [SwitchFact]
    public async Task Every_kind_of_flow_is_dumped_as_it_was_written()
    {
        var refused = new List<string>();
        foreach (var flow in SampleFlows.All)
        {
            var applied = await Connection.ApplyAsync([FlowMod.Add(flow)], ApplyMode.Ordered, default);
            if (!applied.Succeeded)
                refused.Add(applied.Error.Message);
        }
        Assert.True(refused.Count == 0, string.Join('\n', refused));

        var dumped = await DumpAsync();
        var delta = FlowDelta.Between(SampleFlows.All, dumped);
        Assert.True(delta.IsEmpty, $"add:\n{Lines(delta.Add)}\nmodify:\n{Lines(delta.Modify)}\ndelete:\n{Lines(delta.Delete)}"
            + $"\ndumped:\n{Lines(dumped.Where(flow => delta.Modify.Any(other => other.Key == flow.Key)))}");
    }

    [SwitchFact]
    public async Task The_text_of_every_kind_of_flow_is_that_of_ovs_ofctl()
    {
        (await Connection.ApplyAsync([.. SampleFlows.All.Select(FlowMod.Add)], ApplyMode.Ordered, default)).Unwrap();
        var theirs = await Switch.OfctlAsync("--no-names", "--no-stats", "dump-flows", Switch.ManagementSocket(Bridge));
        var ours = SampleFlows.All.Select(flow => flow.ToString());
        Assert.Equal(
            ours.Order(StringComparer.Ordinal),
            theirs.Split('\n').Where(line => line.Contains("actions=")).Select(AsWeWriteIt).Order(StringComparer.Ordinal));
    }

    [SwitchFact]
    public async Task A_bundle_with_a_bad_flow_changes_nothing_and_the_error_names_it()
    {
        var good = new Flow(0, 1, Match.Any, Instructions.Actions(Act.Output(1)));
        var bad = new Flow(0, 2, Match.Any.With(Oxm.TcpDst, 80), Instructions.Drop);
        var refused = await Connection.ApplyAsync([FlowMod.Add(good), FlowMod.Add(bad)], ApplyMode.Atomic, default);
        Assert.Equal("OFPBMC_BAD_PREREQ", refused.Error?.Type);
        Assert.Contains("tp_dst=80", refused.Error?.Message);
        Assert.Empty(await DumpAsync());

        var unknownGroup = new Flow(0, 3, Match.Any, Instructions.Actions(Act.Group(99)));
        refused = await Connection.ApplyAsync([FlowMod.Add(good), FlowMod.Add(unknownGroup)], ApplyMode.Atomic, default);
        Assert.Equal("OFPBAC_BAD_OUT_GROUP", refused.Error?.Type);
        Assert.Contains("group:99", refused.Error?.Message);
        Assert.Empty(await DumpAsync());

        (await Connection.ApplyAsync([FlowMod.Add(good)], ApplyMode.Atomic, default)).Unwrap();
        Assert.Equal([good], await DumpAsync());
    }

    [SwitchFact]
    public async Task A_delta_brings_the_switch_to_the_desired_flows()
    {
        var actual = SampleFlows.All[..100];
        var desired = SampleFlows.All[50..].Select(flow => flow with { Cookie = 9 }).ToArray();
        (await Connection.ApplyAsync([.. actual.Select(FlowMod.Add)], ApplyMode.Ordered, default)).Unwrap();
        var delta = FlowDelta.Between(desired, await DumpAsync());
        (await Connection.ApplyAsync(delta.ToFlowMods(), ApplyMode.Atomic, default)).Unwrap();
        Assert.True(FlowDelta.Between(desired, await DumpAsync()).IsEmpty);
    }

    [SwitchFact]
    public async Task Flows_are_selected_counted_and_deleted_by_cookie()
    {
        var flows = Enumerable.Range(1, 3000).Select(n =>
            new Flow((byte)(n % 3), (ushort)n, Match.Any.InPort((uint)n), Instructions.Drop) { Cookie = (ulong)(n % 2) }).ToArray();
        (await Connection.ApplyAsync([.. flows.Select(FlowMod.Add)], ApplyMode.Atomic, default)).Unwrap();
        Assert.Equal(3000, (await DumpAsync()).Length);

        var odd = new FlowFilter { Cookie = 1, CookieMask = ulong.MaxValue };
        Assert.Equal(1500u, (await Connection.AggregateFlowsAsync(odd, default)).Unwrap().Flows);
        Assert.Equal(500, (await Connection.DumpFlowsAsync(odd with { Table = 2 }, default)).Unwrap().Length);
        (await Connection.ApplyAsync([FlowMod.Delete(odd)], ApplyMode.Ordered, default)).Unwrap();
        Assert.Equal(flows.Where(flow => flow.Cookie == 0).ToHashSet(), (await DumpAsync()).ToHashSet());
    }

    [SwitchFact]
    public async Task Groups_and_meters_are_dumped_as_they_were_written()
    {
        var groups = new[]
        {
            new Group(1, GroupType.Select, [new([Act.Output(1)], 100), new([Act.SetEthSrc(default), Act.Output(2)], 50)]),
            new Group(2, GroupType.FastFailover, [new([Act.Output(1)]) { WatchPort = 1 }]),
            new Group(3, GroupType.All, [new([Act.Output(1)]), new([Act.Output(2)])]),
            new Group(4, GroupType.Indirect, [new([Act.Resubmit(5)])]),
        };
        var meters = new[]
        {
            new Meter(1, MeterFlags.KilobitsPerSecond | MeterFlags.Burst | MeterFlags.Stats, [new(1000, 100)]),
            new Meter(2, MeterFlags.PacketsPerSecond | MeterFlags.Stats, [new(50)]),
        };
        (await Connection.ApplyAsync([.. groups.Select(GroupMod.Add), .. meters.Select(MeterMod.Add)], ApplyMode.Ordered,
            default)).Unwrap();
        Assert.Equal(groups, (await Connection.DumpGroupsAsync(default)).Unwrap().OrderBy(group => group.Id));
        Assert.Equal(
            meters.Select(meter => meter.ToString()),
            (await Connection.DumpMetersAsync(default)).Unwrap().OrderBy(meter => meter.Id).Select(meter => meter.ToString()));
        var text = await Switch.OfctlAsync("dump-groups", Switch.ManagementSocket(Bridge));
        Assert.All(groups, group => Assert.Contains(group.ToString(), text));
    }

    [SwitchFact]
    public async Task A_packet_that_is_sent_through_the_tables_comes_back_with_the_octets_of_its_flow()
    {
        byte[] packet = [.. Enumerable.Repeat((byte)0xff, 6), 2, 0, 0, 0, 0, 1, 0x88, 0xb5, .. new byte[46]];
        var flow = new Flow(0, 5, Match.Any.EthType(0x88b5), Instructions.Actions(
            Act.Load(Oxm.Reg(3), 7), new ToController { Userdata = [1, 2, 3] })) { Cookie = 0x77 };
        (await Connection.SetPacketInFormatAsync(PacketInFormat.NiciraWithUserdata, default)).Unwrap();
        (await Connection.ApplyAsync([FlowMod.Add(flow)], ApplyMode.Ordered, default)).Unwrap();
        (await Connection.PacketOutAsync(new PacketOut(OfPort.Local, [Act.Output(OfPort.Table)], [.. packet]), default)).Unwrap();

        var packetIn = Assert.IsType<PacketIn>(await NextEventAsync());
        Assert.Equal((0x77ul, OfPort.Local), (packetIn.Cookie, packetIn.InPort));
        Assert.Equal<byte>([1, 2, 3], packetIn.Userdata);
        Assert.Equal<byte>(packet, packetIn.Packet);
        Assert.True(packetIn.Fields.TryGet(Oxm.Reg(3), out var register) && register.Value == 7);
    }

    [SwitchFact]
    public async Task A_port_that_is_added_is_reported_and_listed()
    {
        await Switch.VsctlAsync("add-port", Bridge, "p8", "--", "set", "Interface", "p8", "type=patch", "options:peer=p9",
            "ofport_request=8");
        var status = Assert.IsType<PortStatus>(await NextEventAsync());
        Assert.Equal((PortStatusReason.Added, 8u, "p8"), (status.Reason, status.Port.Number, status.Port.Name));
        Assert.Contains((await Connection.DumpPortsAsync(default)).Unwrap(), port => port.Name == "p8" && port.Number == 8);
        Assert.Contains((await Connection.DumpPortStatsAsync(default)).Unwrap(), port => port.Port == 8);
    }

    [SwitchFact]
    public async Task The_end_of_a_flow_is_reported()
    {
        var flow = new Flow(0, 5, Match.Any.InPort(3), Instructions.Drop) { Cookie = 5, Flags = FlowFlags.SendFlowRemoved };
        (await Connection.ApplyAsync([FlowMod.Add(flow), FlowMod.DeleteStrict(flow)], ApplyMode.Ordered, default)).Unwrap();
        var removed = Assert.IsType<FlowRemoved>(await NextEventAsync());
        Assert.Equal((FlowRemovedReason.Deleted, flow.Key), (removed.Reason, removed.Flow.Key));
    }

    [SwitchFact]
    public async Task The_rest_of_what_a_controller_asks_is_answered()
    {
        Assert.Equal(1ul, Connection.Features.DatapathId);
        Assert.Equal("Open vSwitch", (await Connection.DescribeAsync(default)).Unwrap().Hardware);
        Assert.Equal(254, (await Connection.DumpTablesAsync(default)).Unwrap().Length);
        Assert.Equal(ControllerRole.Master, (await Connection.RequestRoleAsync(ControllerRole.Master, 1, default)).Unwrap().Role);
        (await Connection.FlushConntrackZoneAsync(7, default)).Unwrap();
    }

    [SwitchFact]
    public async Task The_end_of_the_switch_ends_the_connection_with_its_reason()
    {
        await Switch.DisposeAsync();
        Assert.Equal(ErrorKind.Unavailable, (await Connection.Closed).Kind);
        Assert.Equal("SwitchDisconnected", (await Connection.DumpFlowsAsync(FlowFilter.All, default)).Error?.Type);
        Assert.Equal("SwitchUnreachable", (await OpenFlowConnection.ConnectAsync(Switch.ManagementSocket(Bridge), default)).Error?.Type);
    }

    private async Task<OpenFlowMessage> NextEventAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await Connection.Events.ReadAsync(patience.Token);
    }

    private async Task<Flow[]> DumpAsync() =>
        [.. (await Connection.DumpFlowsAsync(FlowFilter.All, default)).Unwrap().Select(stats => stats.Flow)];

    private static string Lines(IEnumerable<Flow> flows) => string.Join('\n', flows);

    // The tool leaves out table 0 and the default priority, separates what is not a match by spaces, and has no name for fin_timeout.
    private static string AsWeWriteIt(string line)
    {
        var text = line.Trim();
        var split = text.IndexOf(" actions=", StringComparison.Ordinal);
        var (head, actions) = split < 0 ? ("", text) : (text[..split].Replace(", ", ",").Replace(' ', ','), text[(split + 1)..]);
        if (!head.Contains("table="))
            head = head.Insert(head.StartsWith("cookie=", StringComparison.Ordinal) ? head.IndexOf(',') + 1 : 0, "table=0,");
        if (!head.Contains("priority="))
            head += head.EndsWith(',') ? "priority=32768" : ",priority=32768";
        return $"{head} {actions.Replace("fin_timeout(idle_timeout=5,hard_timeout=6)", "unknown(ffff0010000023200013000500060000)")}";
    }
}
