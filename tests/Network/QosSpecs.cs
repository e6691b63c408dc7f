using System.Text.Json;
using Naru.Network.NodeLink;
using Naru.NodeContract;

namespace Naru.Network;

public sealed class QosSpecs : IAsyncLifetime
{
    private L3Cloud _cloud = null!; // set before each test by InitializeAsync

    public async Task InitializeAsync()
    {
        _cloud = await L3Cloud.StartAsync();
        await _cloud.AddAsync("admin", "$policy", "qos/policies", "policy", """{"name":"gold","shared":true}""");
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task A_policy_shows_its_rules_with_their_type()
    {
        await RuleAsync("$bandwidth", "bandwidth_limit", """{"max_kbps":3000,"max_burst_kbps":2400,"direction":"ingress"}""");
        await RuleAsync("$mark", "dscp_marking", """{"dscp_mark":26}""");
        var policy = (await _cloud.DoAsync("alpha", "GET", "qos/policies/$policy")).GetProperty("policy");
        var rules = policy.GetProperty("rules").EnumerateArray().ToDictionary(rule => rule.GetProperty("type").GetString()!);
        Assert.Equal(
            (3000, 2400, "ingress"),
            (rules["bandwidth_limit"].GetProperty("max_kbps").GetInt32(), rules["bandwidth_limit"].GetProperty("max_burst_kbps").GetInt32(),
                rules["bandwidth_limit"].GetProperty("direction").GetString()));
        Assert.Equal(26, rules["dscp_marking"].GetProperty("dscp_mark").GetInt32());
        Assert.Equal(_cloud.Fill("$policy"), rules["dscp_marking"].GetProperty("qos_policy_id").GetString());
    }

    [Theory]
    [InlineData("bandwidth_limit", """{"max_kbps":1}""", """{"max_kbps":2}""", "QoSRulesConflict")]
    [InlineData("bandwidth_limit", """{"max_kbps":1}""", """{"max_kbps":2,"direction":"ingress"}""", null)]
    [InlineData("dscp_marking", """{"dscp_mark":8}""", """{"dscp_mark":10}""", "QoSRulesConflict")]
    [InlineData("minimum_packet_rate", """{"min_kpps":1}""", """{"min_kpps":2,"direction":"ingress"}""", null)]
    [InlineData("minimum_packet_rate", """{"min_kpps":1}""", """{"min_kpps":2,"direction":"any"}""", "QoSRuleParameterConflict")]
    [InlineData("minimum_packet_rate", """{"min_kpps":1,"direction":"any"}""", """{"min_kpps":2}""", "QoSRuleParameterConflict")]
    public async Task Two_rules_of_a_type_are_for_different_directions(string type, string first, string second, string? conflict)
    {
        await RuleAsync("$first", type, first);
        var (status, answer) = await _cloud.SendAsync("admin", "POST", $"qos/policies/$policy/{type}_rules", $$"""{"{{type}}_rule":{{second}}}""");
        Assert.Equal(conflict is null ? (201, null) : (409, conflict), (status, TypeOf(answer)));
    }

    [Fact]
    public async Task No_more_is_guaranteed_than_is_let_pass()
    {
        await RuleAsync("$limit", "bandwidth_limit", """{"max_kbps":100}""");
        await _cloud.RefusedAsync(
            "admin", "POST", "qos/policies/$policy/minimum_bandwidth_rules", """{"minimum_bandwidth_rule":{"min_kbps":200}}""",
            409, "QoSRuleParameterConflict", "value 200 to the policy $policy");
        await RuleAsync("$minimum", "minimum_bandwidth", """{"min_kbps":100}""");
        await _cloud.RefusedAsync(
            "admin", "PUT", "qos/policies/$policy/bandwidth_limit_rules/$limit", """{"bandwidth_limit_rule":{"max_kbps":50}}""",
            409, "QoSRuleParameterConflict", "minimum_bandwidth has value 100");
    }

    [Theory]
    [InlineData("dscp_marking", """{"dscp_mark":58}""")]
    [InlineData("bandwidth_limit", """{"max_kbps":-1}""")]
    [InlineData("bandwidth_limit", """{"max_kbps":2147483648}""")]
    [InlineData("bandwidth_limit", "{}")]
    [InlineData("bandwidth_limit", """{"max_kbps":1,"direction":"any"}""")]
    [InlineData("minimum_bandwidth", """{"direction":"egress"}""")]
    public async Task A_rule_that_means_nothing_is_refused(string type, string rule) => await _cloud.RefusedAsync(
        "admin", "POST", $"qos/policies/$policy/{type}_rules", $$"""{"{{type}}_rule":{{rule}}}""", 400, "HTTPBadRequest", "");

    [Fact]
    public async Task Members_see_shared_policies_and_change_none()
    {
        await RuleAsync("$mark", "dscp_marking", """{"dscp_mark":26}""");
        await _cloud.DoAsync("alpha", "GET", "qos/policies/$policy/dscp_marking_rules/$mark");
        await _cloud.RefusedAsync("alpha", "PUT", "qos/policies/$policy/dscp_marking_rules/$mark", """{"dscp_marking_rule":{"dscp_mark":8}}""", 403, "PolicyNotAuthorized", "");
        await _cloud.RefusedAsync("alpha", "DELETE", "qos/policies/$policy", null, 403, "PolicyNotAuthorized", "delete_policy");
        await _cloud.RefusedAsync("alpha", "POST", "qos/policies", """{"policy":{"name":"mine"}}""", 403, "PolicyNotAuthorized", "create_policy");
        await _cloud.DoAsync("admin", "PUT", "qos/policies/$policy", """{"policy":{"shared":false}}""");
        await _cloud.RefusedAsync("alpha", "GET", "qos/policies/$policy", null, 404, "QosPolicyNotFound", "$policy");
        await _cloud.RefusedAsync("alpha", "GET", "qos/policies/$policy/dscp_marking_rules", null, 404, "QosPolicyNotFound", "$policy");
        await _cloud.RefusedAsync("alpha", "PUT", "ports/$port", """{"port":{"qos_policy_id":"$policy"}}""", 404, "QosPolicyNotFound", "$policy");
    }

    [Fact]
    public async Task What_an_administrator_imposed_is_not_taken_off_by_others()
    {
        await _cloud.DoAsync("admin", "PUT", "qos/policies/$policy", """{"policy":{"shared":false}}""");
        await _cloud.DoAsync("admin", "PUT", "networks/$internal", """{"network":{"qos_policy_id":"$policy"}}""");
        await _cloud.RefusedAsync("alpha", "PUT", "networks/$internal", """{"network":{"qos_policy_id":null}}""", 403, "PolicyRemoveAuthorizationError", "$policy");
        await _cloud.DoAsync("alpha", "POST", "ports", """{"port":{"network_id":"$internal"}}""");
    }

    [Theory]
    [InlineData("ports/$port", """{"port":{"qos_policy_id":"$policy"}}""", """{"port":{"qos_policy_id":null}}""")]
    [InlineData("networks/$internal", """{"network":{"qos_policy_id":"$policy"}}""", """{"network":{"qos_policy_id":null}}""")]
    [InlineData(
        "routers/$router", """{"router":{"external_gateway_info":{"network_id":"$external","qos_policy_id":"$policy"}}}""",
        """{"router":{"external_gateway_info":{"network_id":"$external","qos_policy_id":null}}}""")]
    public async Task A_policy_in_use_stays(string path, string set, string unset)
    {
        await _cloud.DoAsync("admin", "PUT", path, set);
        await _cloud.RefusedAsync("admin", "DELETE", "qos/policies/$policy", null, 409, "QosPolicyInUse", "is used by");
        await _cloud.DoAsync("admin", "PUT", path, unset);
        await _cloud.DoAsync("admin", "DELETE", "qos/policies/$policy");
    }

    [Fact]
    public async Task A_gateway_keeps_its_policy_when_an_update_does_not_name_one()
    {
        await _cloud.DoAsync("alpha", "PUT", "routers/$router", """{"router":{"external_gateway_info":{"network_id":"$external","qos_policy_id":"$policy"}}}""");
        var router = await _cloud.DoAsync("admin", "PUT", "routers/$router", """{"router":{"external_gateway_info":{"network_id":"$external","enable_snat":false}}}""");
        Assert.Equal(_cloud.Fill("$policy"), router.GetProperty("router").GetProperty("external_gateway_info").GetProperty("qos_policy_id").GetString());
    }

    [Fact]
    public async Task A_network_without_a_policy_gets_the_default_of_its_project()
    {
        await _cloud.AddAsync("admin", "$default", "qos/policies", "policy", """{"is_default":true,"project_id":"alpha"}""");
        await _cloud.RefusedAsync(
            "admin", "POST", "qos/policies", """{"policy":{"is_default":true,"project_id":"alpha"}}""", 409, "QoSPolicyDefaultAlreadyExists", "alpha");
        var network = (await _cloud.DoAsync("alpha", "POST", "networks", """{"network":{}}""")).GetProperty("network");
        Assert.Equal(_cloud.Fill("$default"), network.GetProperty("qos_policy_id").GetString());
    }

    [Fact]
    public async Task Shared_is_what_the_caller_may_use()
    {
        await _cloud.AddAsync("admin", "$own", "qos/policies", "policy", "{}");
        await _cloud.DoAsync("admin", "POST", "rbac-policies",
            """{"rbac_policy":{"object_type":"qos_policy","object_id":"$own","action":"access_as_shared","target_tenant":"alpha"}}""");
        Assert.True(await SharedAsync("alpha"));
        Assert.False(await SharedAsync("admin"));
        await _cloud.RefusedAsync("beta", "GET", "qos/policies/$own", null, 404, "QosPolicyNotFound", "$own");

        async Task<bool> SharedAsync(string project) =>
            (await _cloud.DoAsync(project, "GET", "qos/policies/$own")).GetProperty("policy").GetProperty("shared").GetBoolean();
    }

    [Fact]
    public async Task Sharing_stays_while_somebody_uses_the_policy()
    {
        await _cloud.DoAsync("alpha", "PUT", "networks/$internal", """{"network":{"qos_policy_id":"$policy"}}""");
        await _cloud.RefusedAsync("admin", "PUT", "qos/policies/$policy", """{"policy":{"shared":false}}""", 409, "RbacPolicyInUse", "$policy");
    }

    [Fact]
    public async Task An_alias_reaches_a_rule_without_its_policy()
    {
        await RuleAsync("$limit", "bandwidth_limit", """{"max_kbps":100}""");
        var changed = await _cloud.DoAsync("admin", "PUT", "qos/alias-bandwidth-limit-rules/$limit", """{"alias_bandwidth_limit_rule":{"max_kbps":200}}""");
        Assert.Equal(200, changed.GetProperty("alias_bandwidth_limit_rule").GetProperty("max_kbps").GetInt32());
        await _cloud.RefusedAsync("admin", "GET", "qos/alias-dscp-marking-rules/$limit", null, 404, "QosRuleNotFound", "$limit");
        await _cloud.DoAsync("admin", "DELETE", "qos/alias-bandwidth-limit-rules/$limit");
        await _cloud.RefusedAsync("admin", "GET", "qos/policies/$policy/bandwidth_limit_rules/$limit", null, 404, "QosRuleNotFound", "$limit");
    }

    [Fact]
    public async Task A_port_asks_for_its_minimum_where_administrators_see_it()
    {
        await RuleAsync("$minimum", "minimum_bandwidth", """{"min_kbps":1000}""");
        await RuleAsync("$rate", "minimum_packet_rate", """{"min_kpps":3,"direction":"any"}""");
        await _cloud.AddAsync("admin", "$flat", "networks", "network", """{"provider:network_type":"flat","provider:physical_network":"physnet2","qos_policy_id":"$policy"}""");
        await _cloud.AddAsync("admin", "$seeker", "ports", "port", """{"network_id":"$flat"}""");
        var groups = (await _cloud.DoAsync("admin", "GET", "ports/$seeker")).GetProperty("port").GetProperty("resource_request").GetProperty("request_groups");
        Assert.Equal(
            ["""["CUSTOM_PHYSNET_PHYSNET2","CUSTOM_VNIC_TYPE_NORMAL"] {"NET_BW_EGR_KILOBIT_PER_SEC":1000}""",
                """["CUSTOM_VNIC_TYPE_NORMAL"] {"NET_PACKET_RATE_KILOPACKET_PER_SEC":3}"""],
            groups.EnumerateArray().Select(group => $"{group.GetProperty("required").GetRawText()} {group.GetProperty("resources").GetRawText()}"));
        var plain = (await _cloud.DoAsync("alpha", "GET", "ports/$port")).GetProperty("port");
        Assert.False(plain.TryGetProperty("resource_request", out _));
    }

    [Fact]
    public async Task A_host_is_told_what_holds_for_its_ports()
    {
        await _cloud.AddAsync("admin", "$bound", "ports", "port", $$"""{"network_id":"$internal","binding:host_id":"{{L3Cloud.NetworkHost}}"}""");
        await RuleAsync("$limit", "bandwidth_limit", """{"max_kbps":100,"max_burst_kbps":50}""");
        await RuleAsync("$rate", "packet_rate_limit", """{"max_kpps":2,"direction":"ingress"}""");
        Assert.Null(Told("$bound"));
        await _cloud.DoAsync("alpha", "PUT", "networks/$internal", """{"network":{"qos_policy_id":"$policy"}}""");
        var expected = new NodeQos(_cloud.Fill("$policy"), new NodeRate(100, 50), null, null, new NodeRate(2000, 0), null);
        Assert.Equal(expected, Told("$bound"));
        // The network's policy is not for the network service itself.
        Assert.All(View().Ports.Where(port => port.IsOfService), port => Assert.Null(port.Qos));

        await _cloud.AddAsync("admin", "$other", "qos/policies", "policy", "{}");
        await _cloud.DoAsync("admin", "PUT", "ports/$bound", """{"port":{"qos_policy_id":"$other"}}""");
        Assert.Equal(new NodeQos(_cloud.Fill("$other"), null, null, null, null, null), Told("$bound"));

        NodeQos? Told(string port) => View().Ports.Find(_cloud.Fill(port))?.Qos;
    }

    [Fact]
    public async Task A_host_is_told_what_holds_for_the_addresses_of_its_routers()
    {
        await _cloud.ConnectAsync();
        await RuleAsync("$limit", "bandwidth_limit", """{"max_kbps":100}""");
        await _cloud.AddAsync("alpha", "$floating", "floatingips", "floatingip", """{"floating_network_id":"$external","port_id":"$port"}""");
        await _cloud.DoAsync("admin", "PUT", "networks/$external", """{"network":{"qos_policy_id":"$policy"}}""");
        Assert.Equal((100, 100), (Told()?.EgressBandwidth?.Rate, View().Routers.First().GatewayQos?.EgressBandwidth?.Rate));

        await _cloud.AddAsync("admin", "$other", "qos/policies", "policy", """{"shared":true}""");
        await _cloud.DoAsync("alpha", "PUT", "floatingips/$floating", """{"floatingip":{"qos_policy_id":"$other"}}""");
        Assert.Equal(_cloud.Fill("$other"), Told()?.PolicyId);
        var floating = (await _cloud.DoAsync("alpha", "GET", "floatingips/$floating")).GetProperty("floatingip");
        Assert.Equal(_cloud.Fill("$policy"), floating.GetProperty("qos_network_policy_id").GetString());
        Assert.Equal(_cloud.Fill("$port"), floating.GetProperty("port_id").GetString());

        NodeQos? Told() => View().Routers.First().FloatingIps[0].Qos;
    }

    private NodeView View() => NodeViewBuilder.Build(_cloud.State, L3Cloud.NetworkHost);

    private Task RuleAsync(string name, string type, string attributes) =>
        _cloud.AddAsync("admin", name, $"qos/policies/{_cloud.Fill("$policy")}/{type}_rules", $"{type}_rule", attributes);

    private static string? TypeOf(JsonElement answer) =>
        answer.TryGetProperty("NeutronError", out var error) ? error.GetProperty("type").GetString() : null;
}
