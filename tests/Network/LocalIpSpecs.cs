using Naru.Network.NodeLink;

namespace Naru.Network;

/// <summary>Local IPs and the ports that they lead to.</summary>
public sealed class LocalIpSpecs : IAsyncLifetime
{
    private L3Cloud _cloud = null!; // set before each test by InitializeAsync

    public async Task InitializeAsync()
    {
        _cloud = await L3Cloud.StartAsync();
        await _cloud.AddAsync("alpha", "$local", "local_ips", "local_ip", """{"network_id":"$internal","local_ip_address":"192.168.50.200"}""");
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task A_port_holds_the_address_and_goes_with_the_local_IP()
    {
        var local = (await _cloud.DoAsync("alpha", "GET", "local_ips/$local")).GetProperty("local_ip");
        _cloud.Name("$held", local.GetProperty("local_port_id").GetString()!);
        Assert.Equal(("192.168.50.200", "translate"), (local.GetProperty("local_ip_address").GetString(), local.GetProperty("ip_mode").GetString()));
        await _cloud.RefusedAsync("alpha", "DELETE", "ports/$held", null, 409, "ServicePortInUse", "Local IPs");
        await _cloud.DoAsync("alpha", "DELETE", "local_ips/$local");
        Assert.Equal(404, (await _cloud.SendAsync("alpha", "GET", "ports/$held")).Status);
    }

    [Fact]
    public async Task An_association_is_found_by_its_port_and_told_to_the_ports_host()
    {
        await _cloud.AddAsync("admin", "$bound", "ports", "port",
            $$"""{"tenant_id":"alpha","network_id":"$internal","binding:host_id":"{{L3Cloud.NetworkHost}}"}""");
        await _cloud.DoAsync("alpha", "POST", "local_ips/$local/port_associations", """{"port_association":{"fixed_port_id":"$bound"}}""");
        var association = (await _cloud.DoAsync("alpha", "GET", "local_ips/$local/port_associations/$bound")).GetProperty("port_association");
        Assert.Equal((_cloud.Fill("$local"), L3Cloud.NetworkHost, "192.168.50.200"),
            (association.GetProperty("local_ip_id").GetString(), association.GetProperty("host").GetString(), association.GetProperty("local_ip_address").GetString()));

        var told = Assert.Single(NodeViewBuilder.Build(_cloud.State, L3Cloud.NetworkHost).LocalIps);
        Assert.Equal((_cloud.Fill("$bound"), "192.168.50.200", true), (told.PortId, told.Address.ToString(), told.IsTranslated));
        Assert.Empty(NodeViewBuilder.Build(_cloud.State, TestCloud.ComputeHost).LocalIps);

        await _cloud.RefusedAsync("alpha", "DELETE", "local_ips/$local", null, 409, "LocalIPInUse", "$local");
        await _cloud.DoAsync("alpha", "DELETE", "ports/$bound");
        Assert.Equal(404, (await _cloud.SendAsync("alpha", "GET", "local_ips/$local/port_associations/$bound")).Status);
    }

    [Fact]
    public async Task What_does_not_fit_together_is_refused()
    {
        const string Path = "local_ips/$local/port_associations";
        await _cloud.AddAsync("alpha", "$elsewhere", "ports", "port", """{"network_id":"$backend"}""");
        await _cloud.RefusedAsync("alpha", "POST", Path, """{"port_association":{"fixed_port_id":"$elsewhere"}}""", 400, "BadRequest", "$backend");
        await _cloud.RefusedAsync("alpha", "POST", Path, """{"port_association":{"fixed_port_id":"$port","fixed_ip":"192.168.50.77"}}""", 400,
            "LocalIPRequestedIPNotFound", "192.168.50.77");
        await _cloud.RefusedAsync("beta", "POST", Path, """{"port_association":{"fixed_port_id":"$port"}}""", 404, "LocalIPNotFound", "$local");
        await _cloud.DoAsync("alpha", "POST", Path, """{"port_association":{"fixed_port_id":"$port"}}""");
        await _cloud.RefusedAsync("alpha", "POST", Path, """{"port_association":{"fixed_port_id":"$port"}}""", 409, "LocalIPAssociationExists", "$port");
        await _cloud.RefusedAsync("alpha", "POST", "local_ips", """{"local_ip":{}}""", 400, "LocalIPPortOrNetworkRequired", "Port ID or Network ID");
        await _cloud.RefusedAsync("alpha", "POST", "local_ips", """{"local_ip":{"network_id":"11111111-1111-1111-1111-111111111111"}}""", 404, "NetworkNotFound", "1111");
    }
}
