using System.Text.Json;

namespace Naru.Network;

public sealed class AutoAllocationSpecs : IAsyncLifetime
{
    private const string Path = "auto-allocated-topology/alpha";

    private L3Cloud _cloud = null!; // set before each test by InitializeAsync

    public async Task InitializeAsync() => _cloud = await L3Cloud.StartAsync();

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task What_is_missing_for_a_topology_is_named()
    {
        Assert.Equal((409, "Deployment error: No default router:external network."), await RefusalAsync("GET", Path + "?fields=dry-run"));
        await _cloud.DoAsync("admin", "PUT", "networks/$external", """{"network":{"is_default":true}}""");
        Assert.Equal((409, "Deployment error: No default subnetpools defined."), await RefusalAsync("GET", Path));
        await AddPoolAsync();
        Assert.Equal("dry-run=pass", IdOf(await _cloud.DoAsync("alpha", "GET", "auto-allocated-topology/None?fields=dry-run")));
        Assert.Equal(0, await CountAsync("networks?name=auto_allocated_network"));
    }

    [Fact]
    public async Task A_project_gets_one_network_behind_a_router_and_may_give_it_back()
    {
        await PrepareAsync();
        var id = IdOf(await _cloud.DoAsync("alpha", "GET", Path));
        Assert.Equal(id, IdOf(await _cloud.DoAsync("alpha", "GET", Path)));
        Assert.Equal(1, await CountAsync($"subnets?network_id={id}&cidr=10.77.0.0/26"));
        var routers = (await _cloud.DoAsync("alpha", "GET", "routers?name=auto_allocated_router")).GetProperty("routers");
        Assert.Equal(_cloud.Fill("$external"), routers[0].GetProperty("external_gateway_info").GetProperty("network_id").GetString());
        Assert.Equal(1, await CountAsync($"ports?network_id={id}&device_owner=network:router_interface"));

        await _cloud.DoAsync("alpha", "DELETE", Path);
        await _cloud.DoAsync("alpha", "DELETE", Path);
        Assert.Equal(0, await CountAsync("networks?name=auto_allocated_network"));
        Assert.Equal(0, await CountAsync("routers?name=auto_allocated_router"));
        Assert.NotEqual(id, IdOf(await _cloud.DoAsync("alpha", "GET", Path)));
    }

    [Fact]
    public async Task A_topology_in_use_stays_whole()
    {
        await PrepareAsync();
        var id = IdOf(await _cloud.DoAsync("alpha", "GET", Path));
        await _cloud.AddAsync("alpha", "$used", "ports", "port", $$"""{"network_id":"{{id}}"}""");
        Assert.Equal(409, (await RefusalAsync("DELETE", Path)).Status);
        Assert.Equal(1, await CountAsync($"ports?network_id={id}&device_owner=network:router_interface"));
    }

    [Fact]
    public async Task Projects_ask_only_for_their_own()
    {
        await PrepareAsync();
        Assert.Equal(403, (await _cloud.SendAsync("beta", "GET", Path)).Status);
    }

    private async Task PrepareAsync()
    {
        await _cloud.DoAsync("admin", "PUT", "networks/$external", """{"network":{"is_default":true}}""");
        await AddPoolAsync();
    }

    private Task AddPoolAsync() => _cloud.AddAsync("admin", "$pool", "subnetpools", "subnetpool",
        """{"name":"p","prefixes":["10.77.0.0/16"],"default_prefixlen":26,"is_default":true,"shared":true}""");

    private async Task<int> CountAsync(string path) =>
        (await _cloud.DoAsync("alpha", "GET", path)).EnumerateObject().First(property => property.Value.ValueKind is JsonValueKind.Array).Value.GetArrayLength();

    private async Task<(int Status, string? Message)> RefusalAsync(string method, string path)
    {
        var (status, body) = await _cloud.SendAsync("alpha", method, path);
        return (status, body.GetProperty("NeutronError").GetProperty("message").GetString());
    }

    private static string IdOf(JsonElement answer) => answer.GetProperty("auto_allocated_topology").GetProperty("id").GetString()!;
}
