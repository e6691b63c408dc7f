using Naru.Network.Routers;
using Naru.Network.Segments;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Walk.Observing;
using Naru.Walk.Switching;
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
    public async Task Which_of_several_gateways_is_taken_is_not_guessed()
    {
        await using var cloud = await WalkCloud.OfTheCourseOnOvnAsync();
        await cloud.WriteAsync(state => cloud.AddGateway(state, "r1", "external", "203.0.113.200"));
        Assert.Equal(Verdict.Answered, cloud.Walk("vm2", "198.51.100.1").Verdict);
        await ChangeRouterAsync(cloud, router => router with { EnableDefaultRouteEcmp = true });
        Assert.Contains("'r1'", Assert.Throws<UnknownStepException>(() => cloud.Walk("vm2", "198.51.100.1")).Message, StringComparison.Ordinal);
        Assert.Equal(Verdict.Answered, cloud.Walk("vm1", "vm3").Verdict);
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
        return new LogicalObserver((_, _, _, _) => Task.FromResult<Result<string>>(""), (_, _, _, _) => Task.FromResult<Result<string>>(trace))
            .ObserveAsync(walk, CancellationToken.None);
    }

    private static async Task TellAsync(string from, string to, Traffic traffic, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        await using var cloud = await WalkCloud.OfTheCourseOnOvnAsync();
        Golden.Match(WalkText.Of(cloud.Walk(from, to, traffic), WalkLanguage.English), name: name);
    }
}
