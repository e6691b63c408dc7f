using Naru.Network.NodeLink;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.Routers.HighAvailability;
using Naru.NodeContract;

namespace Naru.Network;

/// <summary>Distributed and highly available routers, and what becomes of those whose host is gone.</summary>
public sealed class RouterModeSpecs : IAsyncLifetime
{
    private const string Second = "network-2";
    private const string Instances = "compute-9";

    private L3Cloud _cloud = null!; // set before each test by InitializeAsync

    public async Task InitializeAsync()
    {
        _cloud = await L3Cloud.StartAsync();
        await _cloud.AttachAsync(Second, NodeRole.L3, NodeRole.Dhcp);
        await _cloud.AttachAsync(Instances, NodeRole.Dvr);
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task A_distributed_router_is_where_its_instances_are_and_its_way_out_is_on_one_network_host()
    {
        await _cloud.AddAsync("admin", "$dvr", "routers", "router",
            """{"distributed":true,"project_id":"alpha","external_gateway_info":{"network_id":"$external"}}""");
        await _cloud.DoAsync("alpha", "PUT", "routers/$dvr/add_router_interface", """{"subnet_id":"$subnet"}""");
        await _cloud.DoAsync("alpha", "PUT", "routers/$dvr/add_router_interface", """{"subnet_id":"$backend_subnet"}""");
        Assert.Equal(
            ["network:router_centralized_snat", "network:router_centralized_snat", "network:router_gateway",
                "network:router_interface_distributed", "network:router_interface_distributed"],
            PortTable.ByDevice.Of(_cloud.State, _cloud.Fill("$dvr")).Select(port => port.DeviceOwner).Order());

        Assert.Null(NodeViewBuilder.Build(_cloud.State, Instances).Routers.Find(_cloud.Fill("$dvr")));
        await _cloud.DoAsync("admin", "PUT", "ports/$port", $$"""{"port":{"binding:host_id":"{{Instances}}"} }""");
        var view = NodeViewBuilder.Build(_cloud.State, Instances);
        var router = view.Routers.Find(_cloud.Fill("$dvr"))!;
        Assert.True(router.IsDistributed);
        Assert.NotNull(view.Networks.Find(_cloud.Fill("$backend")));
        Assert.Equal("fa:16:3f", view.Peers.Find(Instances)!.RouterMac.ToString()![..8]);
        Assert.Null(router.AgentGatewayPortId);

        await _cloud.AddAsync("alpha", "$fip", "floatingips", "floatingip", """{"floating_network_id":"$external","port_id":"$port"}""");
        router = NodeViewBuilder.Build(_cloud.State, Instances).Routers.Find(_cloud.Fill("$dvr"))!;
        Assert.NotNull(router.AgentGatewayPortId);
        Assert.Equal(_cloud.Fill("$fip"), Assert.Single(router.FloatingIps.Items).Id);
        Assert.Empty(NodeViewBuilder.Build(_cloud.State, router.SnatHost!).Routers.Find(_cloud.Fill("$dvr"))!.CentralFloatingIps.Items);
        await _cloud.ObserveAsync(Instances, ObservedKind.FloatingIp, "$fip", Condition.Active);
        Assert.Equal("ACTIVE", (await _cloud.DoAsync("alpha", "GET", "floatingips/$fip")).GetProperty("floatingip").GetProperty("status").GetString());

        await _cloud.DoAsync("alpha", "DELETE", "floatingips/$fip");
        Assert.Empty(PortTable.ByNetworkAndOwner.Of(_cloud.State, (_cloud.Fill("$external"), DeviceOwners.FloatingIpAgentGateway)));
        await _cloud.DoAsync("alpha", "PUT", "routers/$dvr/remove_router_interface", """{"subnet_id":"$backend_subnet"}""");
        await _cloud.DoAsync("alpha", "PUT", "routers/$dvr/remove_router_interface", """{"subnet_id":"$subnet"}""");
        await _cloud.DoAsync("alpha", "DELETE", "routers/$dvr");
        Assert.Empty(PortTable.ByDevice.Of(_cloud.State, _cloud.Fill("$dvr")));
    }

    [Fact]
    public async Task A_router_changes_its_mode_while_it_is_down()
    {
        await _cloud.ConnectAsync();
        await _cloud.RefusedAsync("admin", "PUT", "routers/$router", """{"router":{"distributed":true}}""", 400, "BadRequest", "set router admin_state_up to False");
        await _cloud.RefusedAsync("admin", "PUT", "routers/$router", """{"router":{"ha":true}}""", 400, "BadRequest", "Cannot change HA attribute of active routers");
        await _cloud.DoAsync("alpha", "PUT", "routers/$router", """{"router":{"admin_state_up":false}}""");
        await _cloud.RefusedAsync("admin", "PUT", "routers/$router", """{"router":{"ha":true,"distributed":true}}""", 400, "BadRequest", "both distributed and highly available");
        foreach (var (modes, owner) in new[]
        {
            (""" "distributed":true """, DeviceOwners.RouterInterfaceDistributed),
            (""" "distributed":false,"ha":true """, DeviceOwners.RouterInterfaceHighlyAvailable),
            (""" "ha":false """, DeviceOwners.RouterInterface),
        })
        {
            await _cloud.DoAsync("admin", "PUT", "routers/$router", $$"""{"router":{ {{modes}} } }""");
            Assert.Equal(owner, Assert.Single(RouterPorts.Interfaces(_cloud.State, _cloud.Fill("$router"))).DeviceOwner);
        }
        Assert.DoesNotContain(RouterPorts.Of(_cloud.State, _cloud.Fill("$router")), port => port.DeviceOwner == DeviceOwners.RouterSnat);
    }

    [Fact]
    public async Task A_highly_available_router_has_hosts_that_stand_by_and_its_ports_follow_the_active_one()
    {
        var scheduling = _cloud.Service<RouterScheduling>();
        await _cloud.AddAsync("admin", "$ha", "routers", "router", """{"ha":true,"project_id":"alpha","external_gateway_info":{"network_id":"$external"}}""");
        await _cloud.DoAsync("alpha", "PUT", "routers/$ha/add_router_interface", """{"subnet_id":"$subnet"}""");
        var before = Router();
        var standby = Assert.Single(before.StandbyHosts.Items);
        Assert.Equal([(before.Host, "active"), (standby, "standby")], await AgentsAsync());
        var election = NodeViewBuilder.Build(_cloud.State, standby).Routers.Find(before.Id)!.Election!;
        Assert.Equal((before.Host, standby), (election.ActiveHost, Assert.Single(election.StandbyHosts.Items)));
        Assert.NotNull(NodeViewBuilder.Build(_cloud.State, standby).Networks.Find(_cloud.Fill("$external")));

        await _cloud.WriteAsync(state => state.Update(RouterTable.Table, scheduling.Appoint(state, Router(), standby)));
        Assert.Equal((standby, before.Host), (Router().Host, Router().PreviousHost));
        Assert.Equal(_cloud.State.Revision, Router().Epoch);
        Assert.All(RouterPorts.Of(_cloud.State, before.Id), port => Assert.Equal(standby, port.Binding.Host));
        Assert.Equal([(standby, "active"), (before.Host, "standby")], await AgentsAsync());

        // Whoever is gone for good does not stand by any more.
        await _cloud.DetachAsync(before.Host);
        Assert.True(RouterScheduling.MustEvacuate(_cloud.State, before.Host));
        await _cloud.WriteAsync(state => scheduling.Evacuate(state, before.Host));
        Assert.Equal([(standby, "active")], await AgentsAsync());
        await _cloud.AttachAsync(before.Host, NodeRole.L3, NodeRole.Dhcp);
        Assert.Equal([(standby, "active"), (before.Host, "standby")], await AgentsAsync());

        Router Router() => _cloud.State.In(RouterTable.Table).Find(_cloud.Fill("$ha"))!; // It was just made.

        async Task<(string?, string?)[]> AgentsAsync() =>
        [
            .. (await _cloud.DoAsync("admin", "GET", "routers/$ha/l3-agents")).GetProperty("agents").EnumerateArray()
                .Select(agent => (agent.GetProperty("host").GetString(), agent.GetProperty("ha_state").GetString())),
        ];
    }

    [Fact]
    public async Task Routers_and_networks_of_a_host_that_is_gone_move_to_one_that_lives()
    {
        await _cloud.ConnectAsync();
        var router = _cloud.State.In(RouterTable.Table).Find(_cloud.Fill("$router"))!;
        var other = router.Host == Second ? L3Cloud.NetworkHost : Second;
        await _cloud.DetachAsync(router.Host);
        var dhcp = DhcpPorts.ServedBy(_cloud.State, router.Host).Select(port => port.Id).ToList();
        await _cloud.WriteAsync(state =>
        {
            _cloud.Service<RouterScheduling>().Evacuate(state, router.Host);
            _cloud.Service<Agents.DhcpScheduling>().Evacuate(state, router.Host);
        });
        Assert.All(RouterPorts.Of(_cloud.State, router.Id), port => Assert.Equal(other, port.Binding.Host));
        Assert.NotEmpty(dhcp);
        Assert.All(dhcp, id => Assert.Equal(other, _cloud.State.In(PortTable.Table).Find(id)!.Binding.Host));
        Assert.False(RouterScheduling.MustEvacuate(_cloud.State, router.Host));
        Assert.False(Agents.DhcpScheduling.MustEvacuate(_cloud.State, router.Host));
    }

    [Fact]
    public void Nothing_is_promised_to_a_host_that_does_not_know_what_it_has_lost()
    {
        var time = new ManualTime();
        var leases = new LeaseBook(time, new NetworkOptions());
        Assert.False(leases.IsExpired("a"));
        Assert.Equal(500, leases.Grant("a", revision: 5));
        leases.Require("a", 7);
        Assert.Equal(0, leases.Grant("a", revision: 6));
        time.Advance(TimeSpan.FromMilliseconds(549));
        Assert.False(leases.IsExpired("a"));
        time.Advance(TimeSpan.FromMilliseconds(2));
        Assert.True(leases.IsExpired("a"));
        Assert.Equal(500, leases.Grant("a", revision: 7));
        Assert.False(leases.IsExpired("a"));
        // Of a host that it has not heard of, a server that has just started does not know what was promised before.
        Assert.False(leases.IsExpired("b"));
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(leases.IsExpired("b"));
    }

    private sealed class ManualTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan time) => _now += time.Ticks;
    }
}
