using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.NodeContract;
using Naru.Protocols.OpenFlow;
using Naru.Protocols.OpenFlow.Messages;
using Naru.Switch.Specs;

namespace Naru.Agent.Specs;

/// <summary>What QoS policies make of br-int, as an operator would dump it.</summary>
public sealed class QosFlowsSpecs
{
    private static readonly NodeQos Everything =
        new("policy", new NodeRate(3000, 2400), new NodeRate(5000, 0), new NodeRate(1000, 0), new NodeRate(2000, 500), DscpMark: 26);

    private static readonly Gen<NodeRate?> AnyRate =
        Gen.Select(Gen.Long[0, 1L << 40], Gen.Long[0, 1L << 40], (rate, burst) => rate == 0 ? null : new NodeRate(rate, burst));

    private static readonly Gen<NodeQos> AnyQos = Gen.Select(AnyRate, AnyRate, AnyRate, AnyRate, Gen.Byte[0, 63],
        (egress, ingress, sent, received, mark) => new NodeQos("policy", egress, ingress, sent, received, mark == 0 ? null : mark));

    [Fact]
    public void A_port_with_every_rule_is_marked_and_metered() => Match(Port(hybrid: false));

    [Fact]
    public void A_hybrid_port_with_every_rule_is_delivered_by_flows() => Match(Port(hybrid: true));

    [Fact]
    public void A_policy_that_asks_for_nothing_changes_nothing()
    {
        var nothing = new NodeQos("policy", null, null, null, null, null);
        Assert.Empty(QosFlows.Flows([Port(hybrid: true, nothing)]));
        Assert.Empty(QosMeters.Of([Port(hybrid: true, nothing)]));
    }

    [Fact]
    public void Every_meter_is_named_by_flows_and_every_flow_names_one_that_is_there() => Gen.Select(AnyQos, AnyQos, Gen.Bool).Sample((first, second, hybrid) =>
    {
        LocalPort[] ports = [Port(hybrid, first), Port(hybrid, second) with { Number = 6 }];
        var meters = QosMeters.Of(ports).Select(meter => meter.Id).ToList();
        var named = Flows(ports).Select(flow => flow.Instructions.Meter).OfType<uint>().ToHashSet();
        Assert.Equal(meters.Distinct(), meters);
        Assert.Equal(meters.Order(), named.Order());
    });

    [SwitchFact]
    public async Task Open_vSwitch_takes_meters_and_flows_and_gives_them_back_as_they_were_written()
    {
        await using var openVSwitch = await PrivateSwitch.StartAsync("qos-flows");
        await openVSwitch.AddBridgeAsync("br-int");
        await using var bridge = (await OpenFlowConnection.ConnectAsync(openVSwitch.ManagementSocket("br-int"), default)).Unwrap();
        LocalPort[] ports = [Port(hybrid: true), Port(hybrid: false) with { Number = 65279 }];
        Meter[] meters = [.. QosMeters.Of(ports)];
        Flow[] flows = [.. QosFlows.Flows(ports)];
        (await bridge.ApplyAsync([.. meters.Select(MeterMod.Add)], ApplyMode.Ordered, default)).Unwrap();
        (await bridge.ApplyAsync(FlowDelta.Between(flows, []).ToFlowMods(), ApplyMode.Atomic, default)).Unwrap();

        Assert.Equal(meters.OrderBy(meter => meter.Id), (await bridge.DumpMetersAsync(default)).Unwrap().OrderBy(meter => meter.Id));
        var ours = new FlowFilter { Cookie = FlowCookie.Ours, CookieMask = FlowCookie.Mask };
        Assert.True(FlowDelta.Between(flows, (await bridge.DumpFlowsAsync(ours, default)).Unwrap().Select(stats => stats.Flow)).IsEmpty);
    }

    private static LocalPort Port(bool hybrid, NodeQos? qos = null) => new(
        Cloud.Port(Cloud.Vm1, Cloud.Internal, "fa:16:3e:00:00:05", "192.168.50.5", "compute:nova") with { HybridPlug = hybrid, Qos = qos ?? Everything },
        Number: 5,
        LocalVlan: 1);

    // The firewall's flows to a port name its meter, too.
    private static IEnumerable<Flow> Flows(IReadOnlyList<LocalPort> ports) =>
        QosFlows.Flows(ports).Concat(FlowFirewall.Blocks(NodeView.Empty, ports, new FlowMemo()).SelectMany(block => block).Where(flow => flow.Instructions.Meter is not null));

    private static void Match(LocalPort port, [System.Runtime.CompilerServices.CallerMemberName] string name = "") => Golden.Match(
        string.Concat(Flows([port]).OrderBy(flow => flow.Table).Select(flow => flow + "\n")) + string.Concat(QosMeters.Of([port]).Select(meter => meter + "\n")),
        "flows",
        name: name);
}
