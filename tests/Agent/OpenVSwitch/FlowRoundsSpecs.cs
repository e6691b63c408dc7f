using System.Collections.Immutable;
using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.OpenFlow;

namespace Naru.Agent.Specs;

/// <summary>Rounds that make only what changed, against making and comparing everything.</summary>
public sealed class FlowRoundsSpecs
{
    private const string Other = "other-host";
    private const int Many = 200;

    private static readonly Gen<Step[]> AnySteps =
        Gen.Select(Gen.Enum<What>(), Gen.Int[0, Many + 50], Gen.Bool).Select(step => new Step(step.Item1, step.Item2, step.Item3)).Array[1, 12];

    [Fact]
    public void Any_sequence_of_changes_gives_the_flows_and_the_difference_that_everything_from_scratch_gives() => AnySteps.Sample(steps =>
    {
        var (view, @switch) = (Start(), Plugged());
        var (integration, tunnel) = (new FlowMemo(), new FlowMemo());
        IReadOnlyList<FlowBlock> before = [];
        foreach (var step in steps)
        {
            (view, @switch) = Take(step, view, @switch);
            List<FlowBlock> after = [.. IntegrationPipeline.Blocks(view, @switch, integration), .. TunnelPipeline.Blocks(view, @switch, tunnel)];
            Assert.Equal(IntegrationPipeline.Flows(view, @switch).Concat(TunnelPipeline.Flows(view, @switch)), Flat(after));
            Assert.Equal(FlowDelta.Between(Flat(after), Flat(before)), FlowDelta.Between(after, before));
            before = after;
        }
    }, iter: 60);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_member_that_comes_or_goes_is_one_flow_and_leaves_nearly_all_blocks_as_they_are(bool comes)
    {
        var (view, @switch, memo) = (Start(), Plugged(), new FlowMemo());
        var before = IntegrationPipeline.Blocks(view, @switch, memo);
        var after = IntegrationPipeline.Blocks(WithMember(view, Cloud.Clients, comes ? Many + 1 : 100, comes), @switch, memo);

        var delta = FlowDelta.Between(after, before);
        var flow = Assert.Single(comes ? delta.Add : delta.Delete);
        Assert.Contains($"nw_src={Member(comes ? Many + 1 : 100).Network}", flow.ToString(), StringComparison.Ordinal);
        Assert.True(delta.Modify.IsEmpty && (comes ? delta.Delete : delta.Add).IsEmpty);
        Assert.InRange(Flat(after.Except(before)).Count(flow => flow.ToString().Contains("nw_src", StringComparison.Ordinal)), 1, 64);
    }

    [Fact]
    public void A_port_that_gets_another_MAC_on_another_host_makes_only_the_flows_of_its_chunk()
    {
        var (view, @switch, memo) = (Start(), Plugged(), new FlowMemo());
        var before = TunnelPipeline.Blocks(view, @switch, memo);
        var after = TunnelPipeline.Blocks(WithPort(view, 100, isThere: true, mac: 0xfa16_3eff_ff00), @switch, memo);
        Assert.Equal(2, FlowDelta.Between(after, before).Add.Count + FlowDelta.Between(after, before).Modify.Count);
        Assert.InRange(Flat(after.Except(before)).Count(flow => flow.Table == TunnelTables.UnicastToTunnel.Number), 1, 64 + 1);
    }

    private static IEnumerable<Flow> Flat(IEnumerable<FlowBlock> blocks) => blocks.SelectMany(block => block);

    private static (NodeView View, SwitchView Switch) Take(Step step, NodeView view, SwitchView @switch) => step.What switch
    {
        What.Member => (WithMember(view, Cloud.Clients, step.Which, step.IsThere), @switch),
        What.MemberOfAnother => (WithMember(view, Cloud.Web, step.Which, step.IsThere), @switch),
        What.NamedAsRemote => (WithRule(view, step.IsThere), @switch),
        What.Port => (WithPort(view, step.Which, step.IsThere), @switch),
        What.Mac => (WithPort(view, step.Which, isThere: true, mac: (ulong)step.Which), @switch),
        What.Peer => (view with { Peers = NodeTable<NodePeer>.Of(step.IsThere ? [new NodePeer(Other, Address(0xac1d_000c))] : []) }, @switch),
        What.Tunnel => (view, @switch with { Tunnels = [new TunnelPort(SegmentType.Vxlan, Address(0xac1d_000c), (uint)step.Which + 2)] }),
        What.Vlan => (view, @switch with { LocalVlans = @switch.LocalVlans.SetItem(Cloud.Internal, (ushort)(step.Which + 5)) }),
        _ => (view, @switch),
    };

    private static NodeView Start()
    {
        var vm1 = Cloud.Port(Cloud.Vm1, Cloud.Internal, "fa:16:3e:00:00:05", "192.168.50.5", "compute:nova") with { SecurityGroupIds = [Cloud.Web] };
        var view = Cloud.View(null, [vm1, .. Enumerable.Range(0, Many).Select(Remote)]);
        return WithRule(view with { Peers = NodeTable<NodePeer>.Of([new NodePeer(Other, Address(0xac1d_000c))]) }, isWebRemoteToo: false) with
        {
            SecurityGroups = NodeTable<NodeSecurityGroup>.Of(
            [
                new NodeSecurityGroup(Cloud.Web, "web", true, Rules(isWebRemoteToo: false), IpPrefixSet.Of(Enumerable.Range(Many - 20, 40).Select(Member))),
                new NodeSecurityGroup(Cloud.Clients, "clients", true, [], IpPrefixSet.Of([IpPrefix.Parse("2001:db8::1/128"), .. Enumerable.Range(0, Many).Select(Member)])),
            ]),
        };
    }

    private static SwitchView Plugged() => new(
        Cloud.Host,
        ImmutableDictionary<string, uint>.Empty.Add(Cloud.Vm1, 5),
        ImmutableDictionary<string, ushort>.Empty.Add(Cloud.Internal, 1).Add(Cloud.Backend, 2),
        PatchToTunnel: 1,
        PatchToIntegration: 1,
        [new TunnelPort(SegmentType.Vxlan, Address(0xac1d_000c), 2)],
        []);

    private static NodeView WithMember(NodeView view, string group, int number, bool isThere)
    {
        EquatableList<IpPrefix> member = [Member(number)];
        return view.Apply(Nothing(view) with { Members = [new NodeMemberUpdate(group, isThere ? member : [], isThere ? [] : member)] });
    }

    private static NodeView WithPort(NodeView view, int number, bool isThere, ulong? mac = null)
    {
        var port = Remote(number);
        port = mac is { } other ? port with { Mac = MacAddress.FromValue(other) } : port;
        return view.Apply(Nothing(view) with { Ports = isThere ? new([port], []) : new([], [port.Id]) });
    }

    private static NodeView WithRule(NodeView view, bool isWebRemoteToo) => view with
    {
        SecurityGroups = NodeTable<NodeSecurityGroup>.Of(view.SecurityGroups.Select(group => group.Id == Cloud.Web ? group with { Rules = Rules(isWebRemoteToo) } : group)),
    };

    // With the second rule all members may be in two groups that are named in one place.
    private static EquatableList<NodeSecurityGroupRule> Rules(bool isWebRemoteToo) =>
    [
        Cloud.Rule(RuleDirection.Ingress, protocol: 6, min: 22, max: 22, group: Cloud.Clients),
        Cloud.Rule(RuleDirection.Ingress, version: 6, protocol: 6, min: 22, max: 22, group: Cloud.Clients),
        .. isWebRemoteToo ? [Cloud.Rule(RuleDirection.Ingress, protocol: 6, min: 80, max: 80, group: Cloud.Web)] : Array.Empty<NodeSecurityGroupRule>(),
    ];

    private static NodeUpdate Nothing(NodeView view) => view.Since(view);

    private static NodePort Remote(int number) =>
        Cloud.Port($"{number:x8}-1111-4000-8000-000000000001", Cloud.Internal, $"fa:16:3e:01:{number / 256:x2}:{number % 256:x2}", Address(0xc0a8_0000 + (uint)number + 1000).ToString(), "compute:nova")
            with { Host = Other };

    private static IpPrefix Member(int number) => IpPrefix.OfHost(Address(0x0a07_0000 + (uint)number));

    private static IpAddress Address(uint value) => IpAddress.V4(value);

    private enum What
    {
        Nothing,
        Member,
        MemberOfAnother,
        NamedAsRemote,
        Port,
        Mac,
        Peer,
        Tunnel,
        Vlan,
    }

    private sealed record Step(What What, int Which, bool IsThere);
}
