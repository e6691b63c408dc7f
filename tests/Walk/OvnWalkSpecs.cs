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

    private static async Task TellAsync(string from, string to, Traffic traffic, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        await using var cloud = await WalkCloud.OfTheCourseOnOvnAsync();
        Golden.Match(WalkText.Of(cloud.Walk(from, to, traffic), WalkLanguage.English), name: name);
    }
}
