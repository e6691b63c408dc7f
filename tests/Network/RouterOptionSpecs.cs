using System.Text.Json;
using Naru.Network.Metering;
using Naru.Network.NodeLink;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Network;

/// <summary>Conntrack helpers, metering labels and NDP proxies.</summary>
public sealed class RouterOptionSpecs : IAsyncLifetime
{
    private L3Cloud _cloud = null!; // set before each test by InitializeAsync

    public async Task InitializeAsync()
    {
        _cloud = await L3Cloud.StartAsync();
        await _cloud.ConnectAsync();
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task A_conntrack_helper_is_shown_in_its_router_told_to_the_host_and_goes_with_the_router()
    {
        var path = _cloud.Fill("routers/$router/conntrack_helpers");
        await _cloud.AddAsync("alpha", "$tftp", path, "conntrack_helper", """{"protocol":"udp","port":69,"helper":"tftp"}""");
        await _cloud.DoAsync("alpha", "PUT", $"{path}/$tftp", """{"conntrack_helper":{"port":6969}}""");
        Assert.Equal("""[{"protocol":"udp","port":6969,"helper":"tftp"}]""", (await RouterAsync()).GetProperty("conntrack_helpers").GetRawText());
        Assert.Equal([new NodeConntrackHelper("tftp", "udp", 6969)], Told().ConntrackHelpers);

        await _cloud.RefusedAsync("alpha", "POST", path, """{"conntrack_helper":{"protocol":"tcp","port":69,"helper":"tftp"}}""",
            400, "InvalidProtocolForHelper", "expected udp");
        await _cloud.RefusedAsync("alpha", "POST", path, """{"conntrack_helper":{"protocol":"tcp","port":69,"helper":"telnet"}}""",
            400, "ConntrackHelperNotAllowed", "ftp");
        await _cloud.RefusedAsync("alpha", "POST", path, """{"conntrack_helper":{"protocol":"udp","port":6969,"helper":"sip"}}""",
            400, "BadRequest", "duplicate");
        await _cloud.RefusedAsync("beta", "POST", path, """{"conntrack_helper":{"protocol":"tcp","port":21,"helper":"ftp"}}""",
            404, "RouterNotFound", "$router");

        await _cloud.DoAsync("alpha", "PUT", "routers/$router/remove_router_interface", """{"subnet_id":"$subnet"}""");
        await _cloud.DoAsync("alpha", "DELETE", "routers/$router");
        Assert.Empty(_cloud.State.In(ConntrackHelpers.ConntrackHelperTable.Table).All);
    }

    [Fact]
    public async Task A_label_tells_hosts_what_to_count_and_adds_up_what_they_say()
    {
        await _cloud.AddAsync("admin", "$label", "metering/metering-labels", "metering_label", """{"name":"out","project_id":"alpha"}""");
        await _cloud.AddAsync("admin", "$others", "metering/metering-labels", "metering_label", """{"name":"others"}""");
        await _cloud.AddAsync("admin", "$rule", "metering/metering-label-rules", "metering_label_rule",
            """{"metering_label_id":"$label","direction":"ingress","remote_ip_prefix":"198.51.100.0/24"}""");
        await _cloud.AddAsync("admin", "$rule2", "metering/metering-label-rules", "metering_label_rule",
            """{"metering_label_id":"$label","direction":"egress","source_ip_prefix":"192.168.50.0/24","excluded":true}""");
        await _cloud.RefusedAsync("alpha", "GET", "metering/metering-labels/$label", null, 404, "MeteringLabelNotFound", "$label");
        foreach (var (attributes, status, type) in new[]
        {
            (""" "remote_ip_prefix":"198.51.0.0/16" """, 409, "MeteringLabelRuleOverlaps"),
            (""" "remote_ip_prefix":"10.0.0.0/8","source_ip_prefix":"10.0.0.0/8" """, 400, "BadRequest"),
            (""" "source_ip_prefix":"10.0.0.0/8","destination_ip_prefix":"2001:db8::/32" """, 400, "BadRequest"),
            (""" "excluded":true """, 400, "BadRequest"),
            (""" "remote_ip_prefix":"all" """, 400, "HTTPBadRequest"),
        })
        {
            await _cloud.RefusedAsync("admin", "POST", "metering/metering-label-rules",
                """{"metering_label_rule":{"metering_label_id":"$label","direction":"ingress",""" + attributes + "}}", status, type, "");
        }
        var label = Assert.Single(Told().MeteringLabels);
        Assert.Equal(_cloud.Fill("$label"), label.Id);
        Assert.Equal(
            [
                new NodeMeteringRule(IsIngress: false, IsExcluded: true, IpPrefix.Parse("192.168.50.0/24"), null),
                new NodeMeteringRule(IsIngress: true, IsExcluded: false, IpPrefix.Parse("198.51.100.0/24"), null),
            ],
            label.Rules.OrderBy(rule => rule.IsIngress));

        // The counter of network-1 began again after 10, and another host goes on from zero.
        await CountAsync("network-1", 10);
        await CountAsync("network-1", 10);
        await CountAsync("network-1", 4);
        await CountAsync("network-2", 5);
        var readings = (await _cloud.DoAsync("admin", "GET", "metering/metering-labels/$label/readings")).GetProperty("readings");
        Assert.Equal(1, readings.GetArrayLength());
        Assert.Equal((19, 1900, "network-2"), (
            readings[0].GetProperty("packets").GetInt32(), readings[0].GetProperty("bytes").GetInt32(), readings[0].GetProperty("host").GetString()));

        await _cloud.DoAsync("admin", "DELETE", "metering/metering-labels/$label");
        Assert.Empty(_cloud.State.In(MeteringRuleTable.Table).All);
        Assert.Empty(_cloud.State.In(MeterReadingTable.Table).All);
    }

    [Fact]
    public async Task An_ndp_proxy_needs_a_scope_that_inside_and_outside_share()
    {
        await _cloud.RefusedAsync("alpha", "PUT", "routers/$router", """{"router":{"enable_ndp_proxy":true}}""",
            409, "RouterGatewayNotValid", "address scope");
        await _cloud.AddAsync("admin", "$scope", "address-scopes", "address_scope", """{"name":"s","ip_version":6,"shared":true}""");
        await _cloud.AddAsync("admin", "$pool", "subnetpools", "subnetpool",
            """{"name":"p","shared":true,"address_scope_id":"$scope","prefixes":["2001:db8::/48"],"default_prefixlen":64}""");
        await _cloud.AddAsync("admin", "$out6", "subnets", "subnet", """{"network_id":"$external","ip_version":6,"subnetpool_id":"$pool"}""");
        await _cloud.AddAsync("alpha", "$in6", "subnets", "subnet", """{"network_id":"$internal","ip_version":6,"subnetpool_id":"$pool"}""");
        await _cloud.AddAsync("alpha", "$free6", "subnets", "subnet", """{"network_id":"$backend","ip_version":6,"cidr":"2001:db8:9::/64"}""");
        await _cloud.AddAsync("alpha", "$vm", "ports", "port", """{"network_id":"$internal"}""");
        await _cloud.AddAsync("alpha", "$other", "ports", "port", """{"network_id":"$backend"}""");
        const string Proxy = """{"ndp_proxy":{"router_id":"$router","port_id":"$vm"}}""";
        await _cloud.RefusedAsync("alpha", "POST", "ndp_proxies", Proxy, 409, "RouterNDPProxyNotEnable", "$router");
        await _cloud.DoAsync("alpha", "PUT", "routers/$router", """{"router":{"enable_ndp_proxy":true}}""");
        await _cloud.RefusedAsync("alpha", "POST", "ndp_proxies", Proxy, 409, "PortUnreachableRouter", "$vm");
        await _cloud.DoAsync("alpha", "PUT", "routers/$router/add_router_interface", """{"subnet_id":"$in6"}""");
        await _cloud.DoAsync("alpha", "PUT", "routers/$router/add_router_interface", """{"subnet_id":"$free6"}""");
        await _cloud.RefusedAsync("alpha", "POST", "ndp_proxies", """{"ndp_proxy":{"router_id":"$router","port_id":"$other"}}""",
            409, "AddressScopeConflict", "2001:db8:9");
        await _cloud.AddAsync("alpha", "$proxy", "ndp_proxies", "ndp_proxy", """{"name":"n","router_id":"$router","port_id":"$vm"}""");
        var address = (await _cloud.DoAsync("alpha", "GET", "ndp_proxies/$proxy")).GetProperty("ndp_proxy").GetProperty("ip_address").GetString()!;
        Assert.True(Told().EnableNdpProxy);
        Assert.Equal([IpAddress.Parse(address)], Told().NdpProxies);

        await _cloud.RefusedAsync("alpha", "POST", "ndp_proxies", Proxy, 400, "BadRequest", "already");
        await _cloud.RefusedAsync("alpha", "PUT", "routers/$router", """{"router":{"enable_ndp_proxy":false}}""", 409, "RouterNDPProxyInUse", "$router");
        await _cloud.RefusedAsync("alpha", "PUT", "routers/$router", """{"router":{"external_gateway_info":{}}}""",
            409, "RouterGatewayInUseByNDPProxy", "$router");
        await _cloud.RefusedAsync("alpha", "PUT", "routers/$router/remove_router_interface", """{"subnet_id":"$in6"}""",
            409, "RouterInterfaceInUseByNDPProxy", "ndp proxies");
        await _cloud.DoAsync("alpha", "DELETE", "ports/$vm");
        Assert.True(Told().NdpProxies.IsEmpty);
        await _cloud.RefusedAsync("alpha", "PUT", "routers/$router", """{"router":{"enable_ndp_proxy":true,"external_gateway_info":{}}}""",
            409, "RouterGatewayNotValid", "no external gateway");
        await _cloud.DoAsync("alpha", "PUT", "routers/$router", """{"router":{"external_gateway_info":{}}}""");
        Assert.False((await RouterAsync()).GetProperty("enable_ndp_proxy").GetBoolean());
    }

    private async Task CountAsync(string host, long packets) => await _cloud.WriteAsync(state =>
        MeterReading.Record(state, host, new NodeMeter(_cloud.Fill("$label"), _cloud.Fill("$router"), packets, packets * 100)));

    private NodeRouter Told() => NodeViewBuilder.Build(_cloud.State, L3Cloud.NetworkHost).Routers.Single();

    private async Task<JsonElement> RouterAsync() => (await _cloud.DoAsync("alpha", "GET", "routers/$router")).GetProperty("router");
}
