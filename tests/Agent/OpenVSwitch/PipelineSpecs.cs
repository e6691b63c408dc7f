using System.Collections.Immutable;
using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.OpenFlow;
using Naru.Switch.Specs;

namespace Naru.Agent.Specs;

/// <summary>The flows of a compute host as an operator would dump them.</summary>
public sealed class PipelineSpecs
{
    private const string Other = "other-host";

    private static readonly NodePeer Peer = new(Other, IpAddress.Parse("172.29.0.12"));

    private static readonly SwitchView Plugged = new(
        Cloud.Host,
        ImmutableDictionary<string, uint>.Empty.Add(Cloud.Vm1, 5).Add(Cloud.DhcpPort, 6).Add(Cloud.Gateway, 7),
        ImmutableDictionary<string, ushort>.Empty.Add(Cloud.Internal, 1).Add(Cloud.Backend, 2).Add(Cloud.External, 3),
        PatchToTunnel: 1,
        PatchToIntegration: 1,
        [new TunnelPort(SegmentType.Vxlan, Peer.TunnelAddress, 2)],
        [new ProviderBridge("physnet1", "br-ex", IntegrationPort: 2, BridgePort: 2)]);

    [Fact]
    public void A_port_with_a_flow_firewall_is_filtered_in_br_int() => Match(IntegrationPipeline.Flows(View(), Plugged));

    [Fact]
    public void A_hybrid_port_is_only_kept_from_answering_for_others_in_br_int() =>
        Match(IntegrationPipeline.Flows(View(vm1 => vm1 with { HybridPlug = true }), Plugged));

    [Fact]
    public void A_port_without_port_security_passes_br_int_as_it_is() =>
        Match(IntegrationPipeline.Flows(View(vm1 => vm1 with { PortSecurityEnabled = false }), Plugged));

    [Fact]
    public void Logged_ports_have_twins_of_their_rules_flows_and_a_copy_of_what_is_dropped()
    {
        var logged = View() with { Logs = NodeTable<NodeLog>.Of([new NodeLog("log", "project", LoggedEvents.All, [Cloud.Vm1])]) };
        Match(IntegrationPipeline.Flows(logged, Plugged).Except(IntegrationPipeline.Flows(View(), Plugged)));
    }

    [Fact]
    public void A_local_IP_is_translated_for_the_ports_of_the_host() =>
        Match(IntegrationPipeline.Flows(WithLocalIp(View()), Plugged).Except(IntegrationPipeline.Flows(View(), Plugged)));

    [Fact]
    public void A_stateless_group_leaves_conntrack_out()
    {
        var flows = IntegrationPipeline.Flows(View(isStateful: false), Plugged).Where(flow => flow.Cookie == FlowCookie.Of(Cloud.Vm1));
        Assert.DoesNotContain(flows, flow => flow.ToString().Contains("ct(", StringComparison.Ordinal));
    }

    [Fact]
    public void A_port_that_is_down_has_no_flow() => Assert.DoesNotContain(
        IntegrationPipeline.Flows(View(vm1 => vm1 with { AdminStateUp = false }), Plugged), flow => flow.Cookie == FlowCookie.Of(Cloud.Vm1));

    [Fact]
    public void Br_tun_sends_to_the_host_of_a_port_and_answers_ARP_for_it() => Match(TunnelPipeline.Flows(View(), Plugged));

    [Fact]
    public void Br_ex_lets_only_its_own_networks_out() => Match(ProviderPipeline.Flows(View(), Plugged, Plugged.Providers[0]));

    [Fact]
    public void The_same_view_gives_the_same_flows_in_every_round() => Assert.Equal(
        IntegrationPipeline.Flows(View(), Plugged).OrderBy(flow => flow.ToString()),
        IntegrationPipeline.Flows(View(), Plugged).OrderBy(flow => flow.ToString()));

    [Fact]
    public void What_was_made_in_former_rounds_changes_no_flow()
    {
        NodeView[] views =
        [
            View(),
            View(isStateful: false),
            View(vm1 => vm1 with { Mac = MacAddress.Parse("fa:16:3e:00:00:77") }),
            View(vm1 => vm1 with { PortSecurityEnabled = false }),
            WithMembers("10.7.0.1/32", "10.7.0.2/32"),
            WithMembers("10.7.0.2/32"),
            Cloud.View(),
        ];
        SwitchView[] switches = [Plugged, Plugged with { LocalVlans = Plugged.LocalVlans.SetItem(Cloud.Internal, 9) }, Plugged with { PortNumbers = Plugged.PortNumbers.SetItem(Cloud.Vm1, 8) }];
        Gen.Select(Gen.OneOfConst(views), Gen.OneOfConst(switches)).Array[1, 8].Sample(rounds =>
        {
            var (integration, tunnel) = (new FlowMemo(), new FlowMemo());
            foreach (var (view, @switch) in rounds)
            {
                Assert.Equal(IntegrationPipeline.Flows(view, @switch), IntegrationPipeline.Blocks(view, @switch, integration).SelectMany(block => block));
                Assert.Equal(TunnelPipeline.Flows(view, @switch), TunnelPipeline.Blocks(view, @switch, tunnel).SelectMany(block => block));
            }
        });

        static NodeView WithMembers(params string[] members)
        {
            var view = View();
            var groups = view.SecurityGroups.Select(group => group with { Members = IpPrefixSet.Of(members.Select(IpPrefix.Parse)) });
            return view with { SecurityGroups = NodeTable<NodeSecurityGroup>.Of(groups) };
        }
    }

    [SwitchFact]
    public async Task Open_vSwitch_takes_every_flow_and_gives_it_back_as_it_was_written()
    {
        await using var openVSwitch = await PrivateSwitch.StartAsync("pipeline-switch");
        await openVSwitch.AddBridgeAsync("br-int");
        await using var bridge = (await OpenFlowConnection.ConnectAsync(openVSwitch.ManagementSocket("br-int"), default)).Unwrap();
        Flow[] desired =
        [
            .. IntegrationPipeline.Flows(
                WithLocalIp(View()) with { Logs = NodeTable<NodeLog>.Of([new NodeLog("log", "project", LoggedEvents.All, [Cloud.Vm1])]) }, Plugged),
            .. TunnelPipeline.Flows(View(), Plugged).Select(flow => flow with { Table = (byte)(flow.Table + 100) }),
        ];
        // Tables of br-tun stand beside those of br-int here, so their jumps are left out.
        desired = [.. desired.Where(flow => flow.Table < 100 || flow.Instructions.GotoTable is null)];
        (await bridge.ApplyAsync(FlowDelta.Between(desired, []).ToFlowMods(), ApplyMode.Atomic, default)).Unwrap();

        var ours = new FlowFilter { Cookie = FlowCookie.Ours, CookieMask = FlowCookie.Mask };
        var actual = (await bridge.DumpFlowsAsync(ours, default)).Unwrap().Select(stats => stats.Flow);
        Assert.True(FlowDelta.Between(desired, actual).IsEmpty);
    }

    private static NodeView WithLocalIp(NodeView view) => view with
    {
        LocalIps = NodeTable<NodeLocalIp>.Of(
        [
            new NodeLocalIp("local/vm1", Cloud.Vm1, IpAddress.Parse("192.168.50.200"), IpAddress.Parse("192.168.50.5"), IsTranslated: true),
        ]),
    };

    private static NodeView View(Func<NodePort, NodePort>? change = null, bool isStateful = true)
    {
        var plain = Cloud.View();
        var vm1 = plain.Ports.Find(Cloud.Vm1)! with // It is in the view.
        {
            SecurityGroupIds = [Cloud.Web],
            AllowedAddressPairs = [new NodeAddressPair(MacAddress.Parse("fa:16:3e:00:00:99"), IpPrefix.Parse("192.168.50.99/32"))],
        };
        var vm2 = plain.Ports.Find(Cloud.Vm2)! with { Host = Other, SecurityGroupIds = [Cloud.Clients] };
        var view = Cloud.View(null, change?.Invoke(vm1) ?? vm1, vm2);
        var external = view.Networks.Find(Cloud.External)! with { Segment = new Segment(SegmentType.Flat, "physnet1", 0) };
        return view with
        {
            Networks = NodeTable<NodeNetwork>.Of([view.Networks.Find(Cloud.Internal)!, view.Networks.Find(Cloud.Backend)!, external]),
            Peers = NodeTable<NodePeer>.Of([Peer]),
            SecurityGroups = NodeTable<NodeSecurityGroup>.Of(
            [
                new NodeSecurityGroup(
                    Cloud.Web,
                    "web",
                    isStateful,
                    [
                        Cloud.Rule(RuleDirection.Egress),
                        Cloud.Rule(RuleDirection.Ingress, protocol: 6, min: 80, max: 90),
                        Cloud.Rule(RuleDirection.Ingress, protocol: 1, min: 8, prefix: "10.0.0.0/8"),
                        Cloud.Rule(RuleDirection.Ingress, protocol: 6, min: 22, max: 22, group: Cloud.Clients),
                    ],
                    []),
                new NodeSecurityGroup(Cloud.Clients, "clients", true, [], [IpPrefix.Parse("192.168.50.6/32")]),
            ]),
        };
    }

    private static void Match(IEnumerable<Flow> flows, [System.Runtime.CompilerServices.CallerMemberName] string name = "") => Golden.Match(
        string.Concat(flows.OrderBy(flow => flow.Table).ThenByDescending(flow => flow.Priority).ThenBy(flow => flow.ToString(), StringComparer.Ordinal).Select(flow => flow + "\n")),
        "flows",
        name: name);
}
