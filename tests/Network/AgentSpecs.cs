using Naru.Network.Agents;
using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.NodeContract;

namespace Naru.Network;

public sealed class AgentSpecs : IAsyncLifetime
{
    private L3Cloud _cloud = null!; // set before each test by InitializeAsync

    public async Task InitializeAsync() => _cloud = await L3Cloud.StartAsync();

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task A_host_shows_as_an_agent_for_each_of_its_services()
    {
        var agents = (await _cloud.DoAsync("admin", "GET", "agents?host=network-1&sort_key=binary")).GetProperty("agents").EnumerateArray().ToList();
        Assert.Equal(
            ["neutron-dhcp-agent", "neutron-l3-agent", "neutron-metadata-agent", "neutron-openvswitch-agent"],
            agents.Select(agent => agent.GetProperty("binary").GetString()));
        Assert.All(agents, agent => Assert.True(agent.GetProperty("alive").GetBoolean()));
        Assert.Equal("br-ex", agents[3].GetProperty("configurations").GetProperty("bridge_mappings").GetProperty("physnet1").GetString());
        var ids = agents.Select(agent => agent.GetProperty("id").GetString()).ToList();

        await _cloud.DetachAsync(L3Cloud.NetworkHost);
        Assert.Empty((await _cloud.DoAsync("admin", "GET", "agents?alive=True")).GetProperty("agents").EnumerateArray());
        await _cloud.AttachAsync(L3Cloud.NetworkHost, NodeRole.L3, NodeRole.Dhcp);
        var again = (await _cloud.DoAsync("admin", "GET", "agents?host=network-1&sort_key=binary")).GetProperty("agents").EnumerateArray();
        Assert.Equal(ids, again.Select(agent => agent.GetProperty("id").GetString()));
        Assert.Empty((await _cloud.DoAsync("alpha", "GET", "agents")).GetProperty("agents").EnumerateArray());
    }

    [Fact]
    public async Task A_network_with_dhcp_is_served_by_one_host_until_its_last_subnet_with_dhcp_is_gone()
    {
        var port = Assert.Single(DhcpPortsOf("$internal"));
        Assert.Equal(DhcpPorts.DeviceId(L3Cloud.NetworkHost, _cloud.Fill("$internal")), port.DeviceId);
        Assert.Equal((L3Cloud.NetworkHost, "ovs"), (port.Binding.Host, port.Binding.VifType));
        Assert.Equal("192.168.50.2", Assert.Single(port.FixedIps.Items).Address.ToString());
        Assert.Empty(DhcpPortsOf("$external"));

        await _cloud.AddAsync("alpha", "$more", "subnets", "subnet", """{"network_id":"$internal","ip_version":4,"cidr":"192.168.51.0/24"}""");
        Assert.Equal(2, Assert.Single(DhcpPortsOf("$internal")).FixedIps.Count);
        await _cloud.DoAsync("alpha", "PUT", "subnets/$more", """{"subnet":{"enable_dhcp":false}}""");
        Assert.Single(Assert.Single(DhcpPortsOf("$internal")).FixedIps);
        await _cloud.DoAsync("alpha", "PUT", "subnets/$subnet", """{"subnet":{"enable_dhcp":false}}""");
        Assert.Empty(DhcpPortsOf("$internal"));
        await _cloud.DoAsync("alpha", "PUT", "subnets/$subnet", """{"subnet":{"enable_dhcp":true}}""");
        Assert.Single(DhcpPortsOf("$internal"));
        await _cloud.DoAsync("alpha", "DELETE", "ports/$port");
        await _cloud.DoAsync("alpha", "DELETE", "networks/$internal");
    }

    [Fact]
    public async Task A_network_waits_for_a_host_that_serves_dhcp()
    {
        await _cloud.DetachAsync(L3Cloud.NetworkHost);
        await _cloud.AddAsync("alpha", "$late", "networks", "network", "{}");
        await _cloud.AddAsync("alpha", "$late_subnet", "subnets", "subnet", """{"network_id":"$late","ip_version":4,"cidr":"10.7.0.0/24"}""");
        Assert.Empty(DhcpPortsOf("$late"));
        await _cloud.AttachAsync("network-2", NodeRole.Dhcp);
        Assert.Equal("network-2", Assert.Single(DhcpPortsOf("$late")).Binding.Host);
        Assert.Equal(L3Cloud.NetworkHost, Assert.Single(DhcpPortsOf("$internal")).Binding.Host);
    }

    [Fact]
    public async Task Administrators_see_and_change_who_serves_what()
    {
        await _cloud.ConnectAsync();
        await _cloud.AttachAsync("network-2", NodeRole.L3, NodeRole.Dhcp);
        foreach (var (name, host, kind) in new[]
        {
            ("$dhcp1", L3Cloud.NetworkHost, AgentKind.Dhcp), ("$dhcp2", "network-2", AgentKind.Dhcp),
            ("$l3a", L3Cloud.NetworkHost, AgentKind.L3), ("$l3b", "network-2", AgentKind.L3),
        })
        {
            _cloud.Name(name, AgentTable.IdOf(host, kind));
        }
        Assert.Equal(["$dhcp1"], await ListAsync("networks/$internal/dhcp-agents", "agents"));
        Assert.Equal(["$l3a"], await ListAsync("routers/$router/l3-agents", "agents"));
        Assert.Equal(["$router"], await ListAsync("agents/$l3a/l3-routers", "routers"));
        Assert.Contains("$internal", await ListAsync("agents/$dhcp1/dhcp-networks", "networks"));

        await _cloud.DoAsync("admin", "POST", "agents/$dhcp2/dhcp-networks", """{"network_id":"$internal"}""");
        await _cloud.RefusedAsync("admin", "POST", "agents/$dhcp2/dhcp-networks", """{"network_id":"$internal"}""", 409, "NetworkHostedByDHCPAgent", "$internal");
        await _cloud.DoAsync("admin", "DELETE", "agents/$dhcp1/dhcp-networks/$internal");
        Assert.Equal(["$dhcp2"], await ListAsync("networks/$internal/dhcp-agents", "agents"));
        await _cloud.RefusedAsync("admin", "DELETE", "agents/$dhcp1/dhcp-networks/$internal", null, 409, "NetworkNotHostedByDhcpAgent", "$internal");
        await _cloud.AddAsync("alpha", "$bare", "networks", "network", "{}");
        await _cloud.DoAsync("admin", "POST", "agents/$dhcp2/dhcp-networks", """{"network_id":"$bare"}""");
        Assert.Contains("$bare", await ListAsync("agents/$dhcp2/dhcp-networks", "networks"));
        await _cloud.DoAsync("admin", "DELETE", "agents/$dhcp2/dhcp-networks/$bare");
        Assert.DoesNotContain("$bare", await ListAsync("agents/$dhcp2/dhcp-networks", "networks"));
        await _cloud.RefusedAsync("admin", "POST", "agents/$l3a/dhcp-networks", """{"network_id":"$internal"}""", 404, "InvalidDHCPAgent", "$l3a");

        await _cloud.RefusedAsync("admin", "POST", "agents/$l3b/l3-routers", """{"router_id":"$router"}""", 409, "RouterHostedByL3Agent", "$l3a");
        await _cloud.DoAsync("admin", "DELETE", "agents/$l3a/l3-routers/$router");
        await _cloud.DoAsync("admin", "POST", "agents/$l3b/l3-routers", """{"router_id":"$router"}""");
        Assert.All(RouterPorts.Of(_cloud.State, _cloud.Fill("$router")), port => Assert.Equal("network-2", port.Binding.Host));
        await _cloud.RefusedAsync("admin", "DELETE", "agents/$l3a/l3-routers/$router", null, 409, "RouterNotHostedByL3Agent", "$router");
        await _cloud.RefusedAsync("alpha", "GET", "agents/$l3a/l3-routers", null, 403, "PolicyNotAuthorized", "get_l3-routers");

        await _cloud.DoAsync("admin", "PUT", "agents/$l3a", """{"agent":{"admin_state_up":false,"description":"in repair"}}""");
        await _cloud.AddAsync("alpha", "$next", "routers", "router", """{"external_gateway_info":{"network_id":"$external"}}""");
        Assert.Equal(["$l3b"], await ListAsync("routers/$next/l3-agents", "agents"));

        async Task<List<string>> ListAsync(string path, string plural)
        {
            var names = new[] { "$dhcp1", "$dhcp2", "$l3a", "$l3b", "$router", "$internal", "$backend", "$bare" }.ToDictionary(_cloud.Fill);
            return [.. (await _cloud.DoAsync("admin", "GET", path)).GetProperty(plural).EnumerateArray().Select(item => names[item.GetProperty("id").GetString()!])];
        }
    }

    [Fact]
    public async Task The_agents_of_a_host_that_is_gone_can_be_removed_and_their_work_goes_to_others()
    {
        await _cloud.ConnectAsync();
        var agents = AgentTable.ByHost.Of(_cloud.State, L3Cloud.NetworkHost).ToList();
        await _cloud.RefusedAsync("admin", "DELETE", $"agents/{agents[0].Id}", null, 409, "AgentInUse", "is attached");
        await _cloud.DetachAsync(L3Cloud.NetworkHost);
        await _cloud.AttachAsync("network-2", NodeRole.L3, NodeRole.Dhcp);
        foreach (var agent in agents)
            await _cloud.DoAsync("admin", "DELETE", $"agents/{agent.Id}");
        Assert.False(_cloud.State.In(NodeTable.Table).Contains(L3Cloud.NetworkHost));
        Assert.Equal("network-2", _cloud.State.In(RouterTable.Table).Find(_cloud.Fill("$router"))!.Host);
        var port = Assert.Single(DhcpPortsOf("$internal"));
        Assert.Equal(("network-2", "192.168.50.2"), (port.Binding.Host, port.FixedIps[0].Address.ToString()));
    }

    [Fact]
    public async Task Zones_are_those_of_the_hosts()
    {
        var zones = (await _cloud.DoAsync("alpha", "GET", "availability_zones?resource=router")).GetProperty("availability_zones");
        var zone = Assert.Single(zones.EnumerateArray());
        Assert.Equal(("nova", "available"), (zone.GetProperty("name").GetString(), zone.GetProperty("state").GetString()));
        var network = (await _cloud.DoAsync("alpha", "GET", "networks/$internal")).GetProperty("network");
        Assert.Equal("nova", Assert.Single(network.GetProperty("availability_zones").EnumerateArray()).GetString());
    }

    private List<Port> DhcpPortsOf(string network) =>
        [.. PortTable.ByNetworkAndOwner.Of(_cloud.State, (_cloud.Fill(network), DeviceOwners.Dhcp))];
}
