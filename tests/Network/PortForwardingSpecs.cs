using System.Text.Json;
using Naru.Network.NodeLink;
using Naru.NodeContract;

namespace Naru.Network;

public sealed class PortForwardingSpecs : IAsyncLifetime
{
    private L3Cloud _cloud = null!; // set before each test by InitializeAsync
    private string _address = "";

    public async Task InitializeAsync()
    {
        _cloud = await L3Cloud.StartAsync();
        await _cloud.ConnectAsync();
        await _cloud.AddAsync("alpha", "$fip", "floatingips", "floatingip", """{"floating_network_id":"$external"}""");
        _address = (await _cloud.DoAsync("alpha", "GET", "ports/$port")).GetProperty("port").GetProperty("fixed_ips")[0].GetProperty("ip_address").GetString()!;
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task It_is_made_changed_told_to_the_host_and_removed()
    {
        await AddAsync("$pf", """ "internal_port":22,"external_port":2222,"description":"ssh" """);
        await AddAsync("$range", """ "internal_port_range":"8000:8009","external_port_range":"9000:9009" """);
        var floating = await FloatingIpAsync();
        Assert.Equal(_cloud.Fill("$router"), floating.GetProperty("router_id").GetString());
        Assert.Equal(JsonValueKind.Null, floating.GetProperty("port_id").ValueKind);
        var (single, range) = (floating.GetProperty("port_forwardings")[0], floating.GetProperty("port_forwardings")[1]);
        Assert.Equal(
            ["external_port", "id", "internal_ip_address", "internal_port", "internal_port_id", "protocol"],
            single.EnumerateObject().Select(property => property.Name).Order());
        Assert.Equal("9000:9009", range.GetProperty("external_port_range").GetString());

        await _cloud.DoAsync("alpha", "PUT", "floatingips/$fip/port_forwardings/$pf", """{"port_forwarding":{"external_port":2323}}""");
        var shown = (await _cloud.DoAsync("alpha", "GET", "floatingips/$fip/port_forwardings/$pf")).GetProperty("port_forwarding");
        Assert.Equal(2323, shown.GetProperty("external_port").GetInt32());
        Assert.Equal("2323:2323", shown.GetProperty("external_port_range").GetString());
        Assert.Equal(22, shown.GetProperty("internal_port").GetInt32());
        Assert.Equal("ssh", shown.GetProperty("description").GetString());

        var forwardings = NodeViewBuilder.Build(_cloud.State, L3Cloud.NetworkHost).Routers.Single().PortForwardings;
        Assert.Equal(
            [("tcp", 2323, 2323, 22, 22), ("tcp", 9000, 9009, 8000, 8009)],
            forwardings.Select(told => (told.Protocol, told.ExternalFirst, told.ExternalLast, told.InternalFirst, told.InternalLast)).Order());
        await _cloud.ObserveAsync(L3Cloud.NetworkHost, ObservedKind.FloatingIp, "$fip", Condition.Active);
        Assert.Equal("ACTIVE", (await FloatingIpAsync()).GetProperty("status").GetString());

        await _cloud.DoAsync("alpha", "DELETE", "floatingips/$fip/port_forwardings/$pf");
        await _cloud.DoAsync("alpha", "DELETE", "floatingips/$fip/port_forwardings/$range");
        floating = await FloatingIpAsync();
        Assert.Equal("DOWN", floating.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, floating.GetProperty("router_id").ValueKind);
        Assert.Equal(0, floating.GetProperty("port_forwardings").GetArrayLength());
    }

    [Fact]
    public async Task What_is_in_use_stays_and_what_goes_takes_it_along()
    {
        await AddAsync("$pf", """ "internal_port":22,"external_port":2222 """);
        await _cloud.AddAsync("alpha", "$other", "ports", "port", """{"network_id":"$internal"}""");
        await _cloud.AddAsync("alpha", "$fip2", "floatingips", "floatingip", """{"floating_network_id":"$external"}""");
        await _cloud.RefusedAsync("alpha", "DELETE", "floatingips/$fip", null, 409, "FipInUseByPortForwarding", "$fip");
        await _cloud.RefusedAsync("alpha", "PUT", "floatingips/$fip", """{"floatingip":{"port_id":"$other"}}""", 409, "FipInUseByPortForwarding", "$fip");
        await _cloud.RefusedAsync("alpha", "PUT", "floatingips/$fip2", """{"floatingip":{"port_id":"$port"}}""", 409, "PortHasPortForwarding", "$port");
        await _cloud.RefusedAsync("alpha", "PUT", "routers/$router/remove_router_interface", """{"subnet_id":"$subnet"}""",
            409, "RouterInterfaceInUseByFloatingIP", "port forwardings");
        await _cloud.RefusedAsync("alpha", "PUT", "routers/$router", """{"router":{"external_gateway_info":{}}}""",
            409, "RouterExternalGatewayInUseByFloatingIp", "$router");
        // An update of something else leaves it alone.
        await _cloud.DoAsync("alpha", "PUT", "floatingips/$fip", """{"floatingip":{"description":"x"}}""");
        Assert.Equal(_cloud.Fill("$router"), (await FloatingIpAsync()).GetProperty("router_id").GetString());
        await _cloud.DoAsync("alpha", "PUT", "ports/$port", """{"port":{"fixed_ips":[{"ip_address":"192.168.50.77"}]}}""");
        Assert.Equal(JsonValueKind.Null, (await FloatingIpAsync()).GetProperty("router_id").ValueKind);
        _address = "192.168.50.77";
        await AddAsync("$pf", """ "internal_port":22,"external_port":2222 """);
        await _cloud.DoAsync("alpha", "DELETE", "ports/$port");
        Assert.Equal(0, (await FloatingIpAsync()).GetProperty("port_forwardings").GetArrayLength());
        await _cloud.DoAsync("alpha", "DELETE", "floatingips/$fip");
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused()
    {
        await AddAsync("$pf", """ "internal_port":22,"external_port":2222 """);
        await _cloud.AddAsync("beta", "$foreign", "networks", "network", "{}");
        await _cloud.AddAsync("alpha", "$apart", "ports", "port", """{"network_id":"$backend","fixed_ips":[{"ip_address":"192.168.60.9"}]}""");
        foreach (var (attributes, status, type, message) in new[]
        {
            (""" "internal_port":23,"external_port":2222 """, 400, "BadRequest", "duplicate"),
            (""" "internal_port":22,"external_port":2223 """, 400, "BadRequest", "duplicate"),
            (""" "internal_port_range":"20:30","external_port_range":"20:30" """, 400, "BadRequest", "duplicate"),
            (""" "internal_port":23,"external_port_range":"2000:3000" """, 400, "BadRequest", "duplicate"),
            (""" "internal_port_range":"30:40","external_port_range":"30:41" """, 400, "BadRequest", "11 ports"),
            (""" "internal_port":23 """, 400, "BadRequest", "external_port"),
            (""" "internal_port":23,"external_port":70000 """, 400, "HTTPBadRequest", "too large"),
            (""" "internal_port":23,"external_port":23,"external_port_range":"23:24" """, 400, "BadRequest", "both"),
            (""" "internal_port":23,"external_port_range":"40:30" """, 400, "HTTPBadRequest", "range of ports"),
            (""" "internal_port":23,"external_port":23,"internal_ip_address":"192.168.50.200" """, 400, "BadRequest", "does not correspond"),
            (""" "internal_port":23,"external_port":23,"protocol":"icmp" """, 400, "HTTPBadRequest", "'tcp'"),
            (""" "internal_port":23,"external_port":23,"internal_port_id":"$apart","internal_ip_address":"192.168.60.9" """,
                404, "ExternalGatewayForFloatingIPNotFound", "not reachable"),
        })
        {
            await _cloud.RefusedAsync("alpha", "POST", "floatingips/$fip/port_forwardings", Body(attributes), status, type, message);
        }
        await _cloud.RefusedAsync("beta", "POST", "floatingips/$fip/port_forwardings", Body(""" "internal_port":23,"external_port":23 """),
            404, "FloatingIPNotFound", "$fip");
        await _cloud.RefusedAsync("beta", "GET", "floatingips/$fip/port_forwardings/$pf", null, 404, "PortForwardingNotFound", "$pf");
        await _cloud.AddAsync("alpha", "$used", "floatingips", "floatingip", """{"floating_network_id":"$external"}""");
        await _cloud.DoAsync("alpha", "DELETE", "floatingips/$fip/port_forwardings/$pf");
        await _cloud.DoAsync("alpha", "PUT", "floatingips/$used", """{"floatingip":{"port_id":"$port"}}""");
        await _cloud.RefusedAsync("alpha", "POST", "floatingips/$fip/port_forwardings", Body(""" "internal_port":23,"external_port":23 """),
            409, "PortHasBindingFloatingIP", "$port");
        await _cloud.RefusedAsync("alpha", "POST", "floatingips/$used/port_forwardings", Body(""" "internal_port":23,"external_port":23 """),
            409, "FloatingIPPortAlreadyAssociated", "$used");
    }

    private Task AddAsync(string name, string attributes) =>
        _cloud.AddAsync("alpha", name, "floatingips/$fip/port_forwardings".Replace("$fip", _cloud.Fill("$fip")), "port_forwarding", Attributes(attributes));

    private string Body(string attributes) => """{"port_forwarding":""" + Attributes(attributes) + "}";

    private string Attributes(string attributes)
    {
        var rest = new Dictionary<string, string>
        {
            ["protocol"] = "tcp", ["internal_port_id"] = "$port", ["internal_ip_address"] = _address,
        }.Where(known => !attributes.Contains($"\"{known.Key}\"", StringComparison.Ordinal)).Select(known => $"\"{known.Key}\":\"{known.Value}\"");
        return $"{{{string.Join(',', rest.Append(attributes))}}}";
    }

    private async Task<JsonElement> FloatingIpAsync() => (await _cloud.DoAsync("alpha", "GET", "floatingips/$fip")).GetProperty("floatingip");
}
