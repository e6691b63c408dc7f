using Naru.Agent.Namespaces;
using Naru.Network.Routers;
using Naru.Network.Segments;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Walk.Ends;
using Naru.Walk.Observing;
using Naru.Walk.Telling;
using Naru.Walk.Told;

namespace Naru.Walk.Specs;

/// <summary>The walks of the course where OVN does the networks.</summary>
public sealed class OvnWalkSpecs
{
    [Fact]
    public async Task Ovn_between_networks_routed_on_the_senders_host() => await TellAsync("vm1", "vm3", Traffic.Ping);

    [Fact]
    public async Task Ovn_out_of_the_cloud_at_the_gateway() => await TellAsync("vm2", "198.51.100.1", Traffic.TcpTo(80));

    [Fact]
    public async Task Ovn_from_outside_to_a_floating_ip_at_its_instance() => await TellAsync("198.51.100.1", "203.0.113.101", Traffic.TcpTo(80));

    [Fact]
    public async Task Ovn_to_a_floating_ip_of_the_same_router() => await TellAsync("vm2", "203.0.113.101", Traffic.Ping);

    [Fact]
    public async Task Ovn_to_the_metadata() => await TellAsync("vm1", "metadata", Traffic.Ping);

    [Fact]
    public async Task Ovn_to_the_dhcp() => await TellAsync("vm1", "dhcp", Traffic.Ping);

    [Theory]
    [InlineData("vm1", "vm2", 80, Verdict.Answered, null)]
    [InlineData("vm3", "vm2", 80, Verdict.Dropped, DropReason.NoIngressRule)]
    [InlineData("vm3", "vm1", 8080, Verdict.Dropped, DropReason.NoEgressRule)]
    [InlineData("vm1", "192.168.50.99", 80, Verdict.Dropped, DropReason.AddressUnknown)]
    [InlineData("198.51.100.1", "192.168.50.4", 80, Verdict.Dropped, DropReason.PrivateAddress)]
    public async Task A_verdict_has_its_reason(string from, string to, ushort port, Verdict verdict, DropReason? reason)
    {
        await using var cloud = await WalkCloud.OfTheCourseOnOvnAsync();
        var walk = cloud.Walk(from, to, Traffic.TcpTo(port));
        Assert.Equal((verdict, reason), (walk.Verdict, walk.Drop?.Reason));
    }

    [Fact]
    public async Task A_network_that_nothing_leads_to_from_outside_is_told()
    {
        await using var cloud = await WalkCloud.OfTheCourseOnOvnAsync();
        await cloud.WriteAsync(state => state.Update(
            SegmentTable.Table, state.In(SegmentTable.Table).Find(cloud.Id("segment external"))! with { NetworkType = "geneve", PhysicalNetwork = null, SegmentationId = 3 }));
        var walk = cloud.Walk("198.51.100.1", "203.0.113.101");
        Assert.Equal((Verdict.Dropped, DropReason.NoSegment), (walk.Verdict, walk.Drop?.Reason));
    }

    [Theory]
    [InlineData("192.168.60.3/32", "192.168.60.3", "192.168.60.3/32 via 192.168.50.9 ")]
    [InlineData("192.168.60.0/24", "192.168.60.3", "192.168.60.0/24 dev ")]
    [InlineData("192.168.0.0/16", "192.168.60.3", "192.168.60.0/24 dev ")]
    [InlineData("198.51.100.0/24", "198.51.100.1", "198.51.100.0/24 via 192.168.50.9 ")]
    [InlineData("192.168.60.3/32", "198.51.100.1", "0.0.0.0/0 via 203.0.113.1 ")]
    public async Task A_router_takes_the_longest_prefix(string added, string destination, string taken)
    {
        await using var cloud = await WalkCloud.OfTheCourseOnOvnAsync();
        await ChangeRouterAsync(cloud, router => router with { Routes = [new HostRoute(IpPrefix.Parse(added), IpAddress.Parse("192.168.50.9"))] });
        var decisions = cloud.Walk("vm2", destination).Forward.Items.Where(hop => hop.Kind is HopKind.LogicalRouter).SelectMany(hop => hop.Decisions.Items);
        Assert.StartsWith(taken, decisions.First(decision => decision.Kind is DecisionKind.Route).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_gateways_each_is_walked_and_the_chosen_one_told()
    {
        await using var cloud = await WalkCloud.OfTheCourseOnOvnAsync();
        await cloud.WriteAsync(state => cloud.AddGateway(state, "r1", "external", "203.0.113.200"));
        Assert.Empty(cloud.Walk("vm2", "198.51.100.1").Spreads.Items);
        await ChangeRouterAsync(cloud, router => router with { EnableDefaultRouteEcmp = true });

        var spread = Assert.Single(cloud.Walk("vm2", "198.51.100.1").Spreads.Items);
        Assert.Equal([Verdict.Answered, Verdict.Answered], spread.Ways.Select(way => way.Verdict));
        var addresses = new List<string>();
        foreach (var way in spread.Ways)
        {
            var walk = new Walker(cloud.Store.Current, _ => true)
                .Walk(new WalkRequest("vm2", "198.51.100.1", Traffic.Ping) { Ways = new Dictionary<string, HopPlan> { [spread.Place] = new(way.Gateway, way.Device) } }).Unwrap();
            var left = walk.Forward.Items.Last(hop => hop.Kind is HopKind.LogicalRouter);
            Assert.Equal((way.Device, way.Device), (walk.Spreads[0].Chosen, left.To));
            addresses.Add(left.After!.Source.ToString());
        }
        Assert.Equal(["203.0.113.100", "203.0.113.200"], addresses.Order());
        Assert.Empty(cloud.Walk("vm1", "vm3").Spreads.Items);
    }

    [Fact]
    public async Task Added_routes_of_one_prefix_share_the_flows()
    {
        await using var cloud = await WalkCloud.OfTheCourseOnOvnAsync();
        var block = IpPrefix.Parse("10.9.0.0/24");
        await ChangeRouterAsync(cloud, router => router with { Routes = [new HostRoute(block, IpAddress.Parse("192.168.50.3")), new HostRoute(block, IpAddress.Parse("192.168.60.3"))] });
        var walk = cloud.Walk("vm2", "10.9.0.5");
        Assert.Equal(["192.168.50.3", "192.168.60.3"], Assert.Single(walk.Spreads.Items).Ways.Select(way => way.Gateway.ToString()).Order());
        // Neither of the two instances passes on what is for somebody else.
        Assert.All(walk.Spreads[0].Ways.Items, way => Assert.Equal(Verdict.Dropped, way.Verdict));
    }

    [Fact]
    public async Task Ovn_between_vlans_through_the_router_at_the_gateway()
    {
        await using var cloud = await OnVlansAsync();
        Golden.Match(WalkText.Of(cloud.Walk("vm1", "vm3"), WalkLanguage.English));
    }

    [Theory]
    [InlineData("vm2", "198.51.100.1", "compute-2 network")]
    [InlineData("198.51.100.1", "203.0.113.101", "network compute-1")]
    [InlineData("vm1", "vm2", "compute-1 compute-2")]
    [InlineData("vm2", "203.0.113.101", "compute-2 network compute-1")]
    public async Task On_vlans_packets_meet_their_router_at_the_gateway(string from, string to, string hosts)
    {
        await using var cloud = await OnVlansAsync();
        var walk = cloud.Walk(from, to);
        Assert.Equal(Verdict.Answered, walk.Verdict);
        var met = walk.Forward.Items.Where(LogicalObserver.IsLogical).Select(hop => hop.Host).ToList();
        Assert.Equal(hosts, string.Join(' ', met.Where((host, at) => at == 0 || met[at - 1] != host)));
        Assert.DoesNotContain(walk.Forward.Items, hop => hop.Kind is HopKind.Underlay);
    }

    [Fact]
    public async Task Without_a_gateway_a_router_is_on_every_host_also_of_vlans()
    {
        await using var cloud = await OnVlansAsync();
        await ChangeRouterAsync(cloud, router => router.WithGateways([]));
        var routers = cloud.Walk("vm1", "vm3").Forward.Items.Where(hop => hop.Kind is HopKind.LogicalRouter);
        Assert.Equal(WalkCloud.Compute1, Assert.Single(routers).Host);
    }

    [Fact]
    public async Task An_answer_is_traced_anew_from_where_it_gets_its_address_back()
    {
        await using var cloud = await WalkCloud.OfTheCourseOnOvnAsync();
        var (router, inside, outside) = (cloud.Id("r1"), cloud.Id("internal"), cloud.Id("external"));
        var asked = new List<(string Datapath, string Packet)>();
        var observed = await new LogicalObserver((_, _, _, _) => Task.FromResult<Result<string>>(""), Trace).ObserveAsync(cloud.Walk("vm2", "198.51.100.1"), CancellationToken.None);

        Assert.Equal([$"neutron-{outside}", $"neutron-{router}"], asked.Select(one => one.Datapath));
        Assert.Contains("ip4.dst == 203.0.113.100", asked[0].Packet, StringComparison.Ordinal);
        Assert.Contains($"inport == \"lrp-{cloud.Id("gateway r1")}\"", asked[1].Packet, StringComparison.Ordinal);
        Assert.Contains("ip4.dst == 192.168.50.4", asked[1].Packet, StringComparison.Ordinal);
        Assert.All(observed.Back.Items, hop => Assert.Null(hop.Drift));
        Assert.Equal(
            ["lr_in_admission: 1, priority 50", "lr_in_unsnat: ip, priority 100", "ct_snat_in_czone;", "lr_in_ip_routing: ip4.dst == 192.168.50.0/24, priority 74", "lr_out_delivery: 1, priority 100"],
            observed.Back.Items.First(hop => hop.Kind is HopKind.LogicalRouter).Observed.ToList());

        Task<Result<string>> Trace(string datapath, string packet, string state, int? way, CancellationToken cancellation)
        {
            if (state == "new")
                return Task.FromResult<Result<string>>("");
            asked.Add((datapath, packet));
            return Task.FromResult<Result<string>>(asked.Count == 1
                ? $"""
                    ingress(dp="{outside}", inport="a")
                    25. ls_in_l2_lkup (northd.c:1): 1, priority 50, uuid 4a38ae93
                    egress(dp="{outside}", inport="a", outport="b")
                    9. ls_out_apply_port_sec (northd.c:2): 1, priority 0, uuid 4a38ae93
                    ingress(dp="{router}", inport="c")
                    0. lr_in_admission (northd.c:3): 1, priority 50, uuid 4a38ae93
                    4. lr_in_unsnat (northd.c:4): ip, priority 100, uuid 4a38ae93
                       ct_snat_in_czone;
                    17. lr_in_arp_resolve (northd.c:5): 1, priority 1, uuid 4a38ae93
                       drop;
                    """
                : $"""
                    ingress(dp="{router}", inport="c")
                    0. lr_in_admission (northd.c:3): 1, priority 50, uuid 4a38ae93
                    13. lr_in_ip_routing (northd.c:6): ip4.dst == 192.168.50.0/24, priority 74, uuid 4a38ae93
                    egress(dp="{router}", inport="c", outport="d")
                    6. lr_out_delivery (northd.c:7): 1, priority 100, uuid 4a38ae93
                    ingress(dp="{inside}", inport="e")
                    25. ls_in_l2_lkup (northd.c:1): 1, priority 50, uuid 4a38ae93
                    egress(dp="{inside}", inport="e", outport="f")
                    9. ls_out_apply_port_sec (northd.c:2): 1, priority 0, uuid 4a38ae93
                       /* output to "f", type "" */
                    """);
        }
    }

    [Fact]
    public async Task What_goes_around_in_circles_is_told_once()
    {
        await using var cloud = await WalkCloud.OfTheCourseOnOvnAsync();
        await cloud.WriteAsync(state => cloud.AddRouter(state, "r2", null, "", ("internal", "192.168.50.9")));
        await ChangeRouterAsync(cloud, router => router with { Routes = [new HostRoute(IpPrefix.Parse("10.9.0.0/24"), IpAddress.Parse("192.168.50.9"))] });
        await ChangeRouterAsync(cloud, router => router with { Routes = [new HostRoute(IpPrefix.Parse("10.9.0.0/24"), IpAddress.Parse("192.168.50.1"))] }, "r2");
        var walk = cloud.Walk("vm1", "10.9.0.5");
        Assert.Equal(DropReason.TimeToLive, walk.Drop?.Reason);
        Assert.InRange(walk.Forward.Items.Count(hop => hop.Kind is HopKind.LogicalRouter), 3, 6);
    }

    [Theory]
    [InlineData("vm1", "vm2", 80, "/* output to \"x\", type \"\" */", null)]
    [InlineData("vm1", "vm2", 80, "drop;", "drop;")]
    [InlineData("vm1", "vm2", 22, "drop;", null)]
    [InlineData("vm1", "vm2", 22, "/* output to \"x\", type \"\" */", "/* output to \"x\", type \"\" */")]
    public async Task A_trace_that_ends_otherwise_is_drift(string from, string to, ushort port, string last, string? seen)
    {
        await using var cloud = await WalkCloud.OfTheCourseOnOvnAsync();
        var observed = await ObserveAsync(cloud, cloud.Walk(from, to, Traffic.TcpTo(port)), last);
        var drift = observed.Forward.Items.Last(hop => hop.Kind is HopKind.LogicalSwitch).Drift;
        Assert.True(seen is null ? drift is null : drift?.EndsWith($"  ≠  {seen}", StringComparison.Ordinal), drift);
    }

    [Fact]
    public async Task An_answer_of_dhcp_is_not_traced_by_itself()
    {
        await using var cloud = await WalkCloud.OfTheCourseOnOvnAsync();
        var observed = await ObserveAsync(cloud, cloud.Walk("vm1", "dhcp"), "/* output to \"vm1\", type \"\" */");
        Assert.All(observed.Forward.Items.Concat(observed.Back.Items), hop => Assert.Null(hop.Drift));
        Assert.All(observed.Back.Items.Where(LogicalObserver.IsLogical), hop => Assert.Empty(hop.Observed.Items));
    }

    [Fact]
    public void A_trace_is_read_pipeline_by_pipeline()
    {
        const string Trace = """
            # tcp,reg14=0x3,vlan_tci=0x0000

            ingress(dp="neutron-a", inport="vm1")
            -------------------------------------
             0. ls_in_check_port_sec (northd.c:8432): 1, priority 50, uuid 9acc3481
                reg0[15] = check_in_port_sec();
                next;
             6. ls_in_pre_stateful (northd.c:6140): reg0[0] == 1, priority 100, uuid bda9de6b
                ct_next;

            ct_next(ct_state=new|trk)
            -------------------------
             8. ls_in_acl (northd.c:6445): reg0[7] == 1 && (inport == @pg_1 && ip4), priority 2002, uuid bde38d43
                next;

            egress(dp="neutron-a", inport="vm1", outport="vm2")
            ---------------------------------------------------
             4. ls_out_acl (northd.c:6543): outport == @neutron_pg_drop && ip, priority 2000, uuid 9087bbce
                drop;
            """;
        var sections = LogicalTraceText.Read(Trace);
        Assert.Equal([("neutron-a", false, 3), ("neutron-a", true, 2)], sections.Select(section => (section.Datapath, section.IsEgress, section.Flows.Count)));
        Assert.Equal("ls_in_acl: reg0[7] == 1 && (inport == @pg_1 && ip4), priority 2002", sections[0].Flows[^1]);
        Assert.Equal("drop;", sections[1].Flows[^1]);
    }

    private static Task ChangeRouterAsync(WalkCloud cloud, Func<Router, Router> change, string router = "r1") =>
        cloud.WriteAsync(state => state.Update(RouterTable.Table, change(state.In(RouterTable.Table).Find(cloud.Id(router))!)));

    /// <summary>The course's cloud with VLANs in the place of tunnels.</summary>
    private static async Task<WalkCloud> OnVlansAsync()
    {
        var cloud = await WalkCloud.OfTheCourseOnOvnAsync();
        await cloud.WriteAsync(state =>
        {
            foreach (var (network, tag) in ((string, long)[])[("internal", 100), ("backend", 101)])
            {
                var segment = state.In(SegmentTable.Table).Find(cloud.Id($"segment {network}"))!; // The course has it.
                state.Update(SegmentTable.Table, segment with { NetworkType = "vlan", PhysicalNetwork = "physnet1", SegmentationId = tag });
            }
        });
        return cloud;
    }

    /// <summary>Holds a walk within one network against a trace that ends by a line.</summary>
    private static Task<PacketWalk> ObserveAsync(WalkCloud cloud, PacketWalk walk, string last)
    {
        var trace = $"""
            ingress(dp="neutron-{cloud.Id("internal")}", inport="vm1")
             0. ls_in_check_port_sec (northd.c:8432): 1, priority 50, uuid 9acc3481
            egress(dp="neutron-{cloud.Id("internal")}", inport="vm1", outport="x")
             4. ls_out_acl (northd.c:6543): ip, priority 2000, uuid 9087bbce
                {last}
            """;
        return new LogicalObserver((_, _, _, _) => Task.FromResult<Result<string>>(""), (_, _, _, _, _) => Task.FromResult<Result<string>>(trace))
            .ObserveAsync(walk, CancellationToken.None);
    }

    private static async Task TellAsync(string from, string to, Traffic traffic, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        await using var cloud = await WalkCloud.OfTheCourseOnOvnAsync();
        Golden.Match(WalkText.Of(cloud.Walk(from, to, traffic), WalkLanguage.English), name: name);
    }
}
