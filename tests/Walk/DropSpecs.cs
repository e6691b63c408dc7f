using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Walk.Ends;
using Naru.Walk.Told;

namespace Naru.Walk.Specs;

/// <summary>Why packets do not arrive, and what would help.</summary>
public sealed class DropSpecs : IAsyncLifetime
{
    private WalkCloud _cloud = null!; // InitializeAsync sets it before any test runs.

    public async Task InitializeAsync() => _cloud = await WalkCloud.OfTheCourseAsync();

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public void No_rule_lets_it_out() => Dropped(
        _cloud.Walk("vm3", "198.51.100.1", Traffic.TcpTo(22)), DropReason.NoEgressRule, HopKind.IntegrationBridge,
        "openstack security group rule create --egress --ethertype IPv4 --protocol tcp --dst-port 22 --remote-ip 198.51.100.1/32 db");

    [Fact]
    public void No_rule_lets_it_in_on_a_linux_bridge() => Dropped(
        _cloud.Walk("vm2", "vm1", Traffic.TcpTo(22)), DropReason.NoIngressRule, HopKind.LinuxBridge,
        "openstack security group rule create --ingress --ethertype IPv4 --protocol tcp --dst-port 22 --remote-ip 192.168.50.4/32 web");

    [Theory]
    [InlineData("vm1", HopKind.LinuxBridge)]
    [InlineData("vm2", HopKind.IntegrationBridge)]
    public void A_foreign_address_is_not_sent(string from, HopKind where)
    {
        var request = new WalkRequest(from, "vm3", Traffic.Ping) { SpoofedSource = IpAddress.Parse("192.168.50.250") };
        Dropped(
            new Walker(_cloud.Store.Current, _ => true).Walk(request).Unwrap(), DropReason.Spoofing, where,
            $"openstack port set --allowed-address ip-address=192.168.50.250 {_cloud.Id(from)}");
    }

    [Fact]
    public async Task An_allowed_address_pair_may_be_sent_from()
    {
        await _cloud.ChangeAsync("vm2", port => port with { AllowedAddressPairs = [new AllowedAddressPair(IpPrefix.Parse("192.168.50.250/32"), null)] });
        var request = new WalkRequest("vm2", "vm3", Traffic.Ping) { SpoofedSource = IpAddress.Parse("192.168.50.250") };
        Assert.Equal(HopKind.Instance, new Walker(_cloud.Store.Current, _ => true).Walk(request).Unwrap().Forward[^1].Kind);
    }

    [Fact]
    public async Task Without_port_security_everything_passes()
    {
        await _cloud.ChangeAsync("vm1", port => port with { PortSecurityEnabled = false, SecurityGroupIds = [] });
        Assert.Equal(Verdict.Answered, _cloud.Walk("vm2", "vm1", Traffic.TcpTo(22)).Verdict);
    }

    [Theory]
    [InlineData("vm1")]
    [InlineData("vm2")]
    public async Task A_port_that_is_down_neither_sends_nor_receives(string port)
    {
        var other = port == "vm1" ? "vm2" : "vm1";
        await _cloud.ChangeAsync(port, down => down with { AdminStateUp = false, Status = PortStatus.Down });
        Dropped(_cloud.Walk(port, other), DropReason.PortDown, HopKind.Instance, $"openstack port set --enable {_cloud.Id(port)}");
        Dropped(_cloud.Walk(other, port), DropReason.PortDown, HopKind.IntegrationBridge, $"openstack port set --enable {_cloud.Id(port)}");
    }

    [Fact]
    public async Task A_port_that_is_bound_nowhere_does_not_answer()
    {
        await _cloud.ChangeAsync("vm2", port => port with { Binding = PortBinding.Unbound, Status = PortStatus.Down });
        Dropped(_cloud.Walk("vm1", "vm2"), DropReason.PortUnbound, HopKind.Instance, $"openstack port set --host HOST {_cloud.Id("vm2")}");
    }

    [Fact]
    public void Nobody_has_the_address() => Dropped(_cloud.Walk("vm1", "192.168.50.99"), DropReason.AddressUnknown, HopKind.Instance);

    [Fact]
    public async Task A_subnet_without_gateway_leads_nowhere()
    {
        await _cloud.WriteAsync(state => state.Update(
            SubnetTable.Table, state.In(SubnetTable.Table).Find(_cloud.Id("subnet internal"))! with { GatewayIp = null }));
        Dropped(
            _cloud.Walk("vm1", "vm3"), DropReason.NoGateway, HopKind.Instance,
            $"openstack subnet set --gateway 192.168.50.1 {_cloud.Id("subnet internal")}");
    }

    [Fact]
    public async Task Without_a_router_nobody_has_the_address_of_the_gateway()
    {
        await _cloud.WriteAsync(state => state.Delete(PortTable.Table, _cloud.Id("r1 internal")));
        Dropped(
            _cloud.Walk("vm1", "vm3"), DropReason.AddressUnknown, HopKind.Instance,
            $"openstack router add subnet {_cloud.Id("r1")} {_cloud.Id("subnet internal")}");
    }

    [Fact]
    public async Task A_router_without_gateway_has_no_route_to_the_outside()
    {
        await ChangeRouterAsync(router => router with { GatewayPortId = null, GatewayNetworkId = null });
        Dropped(
            _cloud.Walk("vm2", "198.51.100.1"), DropReason.NoRoute, HopKind.Router,
            $"openstack router set --external-gateway {_cloud.Id("external")} {_cloud.Id("r1")}");
    }

    [Fact]
    public async Task A_router_that_is_down_forwards_nothing()
    {
        await ChangeRouterAsync(router => router with { AdminStateUp = false });
        Dropped(_cloud.Walk("vm1", "vm3"), DropReason.RouterDown, HopKind.Router, $"openstack router set --enable {_cloud.Id("r1")}");
    }

    [Fact]
    public async Task Without_source_translation_the_answer_is_lost_outside()
    {
        await ChangeRouterAsync(router => router with { EnableSnat = false });
        var walk = _cloud.Walk("vm2", "198.51.100.1", Traffic.TcpTo(80));
        Assert.Equal(Verdict.Unanswered, walk.Verdict);
        Assert.Equal(DropReason.PrivateAddress, walk.Drop!.Reason);
        Assert.Equal(
            $"openstack router set --enable-snat --external-gateway {_cloud.Id("external")} {_cloud.Id("r1")}", Assert.Single(walk.Drop.Changes.Items).Command);
    }

    [Fact]
    public void From_outside_a_private_address_is_not_reached() => Dropped(
        _cloud.Walk("198.51.100.1", "vm2"), DropReason.PrivateAddress, HopKind.Outside,
        $"openstack floating ip create {_cloud.Id("external")} --port {_cloud.Id("vm2")}");

    [Fact]
    public void What_is_larger_than_the_network_takes_is_not_sent()
    {
        var walk = _cloud.Walk("vm1", "vm2", Traffic.Ping with { Length = 1451 });
        Dropped(walk, DropReason.Mtu, HopKind.Instance, $"openstack network set --mtu 1451 {_cloud.Id("internal")}");
        Assert.Equal(Verdict.Answered, _cloud.Walk("vm1", "vm2", Traffic.Ping with { Length = 1450 }).Verdict);
    }

    [Fact]
    public async Task A_port_that_its_host_never_wired_waits_for_the_agent()
    {
        await _cloud.WriteAsync(state => state.Update(NodeTable.Table, state.In(NodeTable.Table).Find(WalkCloud.Compute2)! with { IsAttached = false }));
        Assert.Equal(Verdict.Answered, _cloud.Walk("vm1", "vm2").Verdict);
        await _cloud.ChangeAsync("vm2", port => port with { Status = PortStatus.Down });
        Dropped(_cloud.Walk("vm1", "vm2"), DropReason.AgentDown, HopKind.IntegrationBridge);
    }

    [Fact]
    public async Task An_instance_that_does_not_run_has_a_walk_and_a_notice()
    {
        await _cloud.ChangeAsync("vm2", port => port with { Status = PortStatus.Down });
        var walk = _cloud.Walk("vm1", "vm2");
        Assert.Equal((Verdict.Answered, NoticeKind.NotPlugged), (walk.Verdict, Assert.Single(walk.Notices.Items).Kind));
    }

    [Fact]
    public async Task An_instance_is_found_by_the_name_that_Compute_gives_its_port()
    {
        await _cloud.ChangeAsync("vm2", port => port with { Name = "", DnsName = "web-2" });
        Assert.Equal(_cloud.Id("vm2"), _cloud.Walk("vm1", "WEB-2").Destination.Port!.Id);
    }

    [Fact]
    public void Ends_that_are_not_there_are_refused() => Assert.Equal("WalkEndNotFound", _cloud.TryWalk("vm1", "vm9").Error!.Type);

    private Task ChangeRouterAsync(Func<Router, Router> change) =>
        _cloud.WriteAsync(state => state.Update(RouterTable.Table, change(state.In(RouterTable.Table).Find(_cloud.Id("r1"))!)));

    private static void Dropped(PacketWalk walk, DropReason reason, HopKind where, params string[] commands)
    {
        Assert.Equal(Verdict.Dropped, walk.Verdict);
        Assert.Equal((reason, where), (walk.Drop!.Reason, walk.Forward[walk.Drop.Hop - 1].Kind));
        Assert.Equal(commands, walk.Drop.Changes.Select(change => change.Command));
    }
}
