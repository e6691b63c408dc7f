using Microsoft.Extensions.Logging.Abstractions;
using Naru.Network.Ports;
using Naru.Rest.Keystone;
using Naru.State;

namespace Naru.Network.Nova;

/// <summary>What Nova hears when ports of instances are made, wired, changed and removed.</summary>
public sealed class NovaNotifierSpecs : IAsyncLifetime
{
    private const string Server = "6f2ab0b4-0000-4000-8000-000000000001";
    private TestCloud _cloud = null!;
    private FakeNova _nova = null!;
    private NovaNotifier _notifier = null!;
    private string _network = "";

    public async Task InitializeAsync()
    {
        _cloud = await TestCloud.StartAsync();
        _nova = await FakeNova.StartAsync();
        var account = new KeystoneOptions { AuthUrl = _nova.Address, Username = "neutron", Password = "secret", Region = "RegionOne" };
        var session = new KeystoneSession(account, TimeProvider.System, NullLogger<KeystoneSession>.Instance);
        _notifier = new NovaNotifier(
            _cloud.Store, new NovaOptions { BatchSeconds = 0 }, session, new ImpatientTime(), NullLogger<NovaNotifier>.Instance);
        await _notifier.StartAsync(CancellationToken.None);
        _network = Id(await _cloud.CreateAsync("alpha", "networks", "network", "{}"));
    }

    public async Task DisposeAsync()
    {
        await _notifier.StopAsync(CancellationToken.None);
        _notifier.Dispose();
        await _nova.DisposeAsync();
        await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task An_instances_port_is_plugged_changed_unplugged_and_deleted()
    {
        var port = await AddPortAsync("compute:nova", Server);
        await ReportAsync(port, ProvisioningState.Up);
        Assert.Equal($"network-vif-plugged {Server} {port} completed", await _nova.NextAsync());
        await UpdateAsync(port, """{"port":{"name":"eth0"}}""");
        Assert.Equal($"network-changed {Server} {port} -", await _nova.NextAsync());
        await ReportAsync(port, ProvisioningState.Down);
        Assert.Equal($"network-vif-unplugged {Server} {port} completed", await _nova.NextAsync());
        await ReportAsync(port, ProvisioningState.Failed);
        Assert.Equal($"network-vif-plugged {Server} {port} failed", await _nova.NextAsync());
        Assert.Equal(204, (await _cloud.SendAsync("alpha", "DELETE", $"ports/{port}")).Status);
        Assert.Equal($"network-vif-deleted {Server} {port} -", await _nova.NextAsync());
        Assert.False(_nova.HeardMore);
    }

    [Fact]
    public async Task Nothing_is_told_of_ports_that_no_instance_has()
    {
        foreach (var (owner, device) in new[] { ("network:dhcp", Server), ("", ""), ("compute:nova", "not-a-uuid"), ("baremetal:none", Server) })
        {
            var port = await AddPortAsync(owner, device);
            await ReportAsync(port, ProvisioningState.Up);
            Assert.Equal(204, (await _cloud.SendAsync("admin", "DELETE", $"ports/{port}")).Status);
        }
        var instance = await AddPortAsync("compute:nova", Server);
        await ReportAsync(instance, ProvisioningState.Up);
        // Events come in the order of commits: the first one heard is of the last port.
        Assert.Equal($"network-vif-plugged {Server} {instance} completed", await _nova.NextAsync());
    }

    [Fact]
    public async Task A_batch_is_sent_again_while_nova_is_away_and_with_a_new_token_when_that_is_refused()
    {
        _nova.Refusals.Enqueue(503);
        _nova.Refusals.Enqueue(401);
        _nova.Refusals.Enqueue(500);
        var port = await AddPortAsync("compute:nova", Server);
        await ReportAsync(port, ProvisioningState.Up);
        Assert.Equal($"network-vif-plugged {Server} {port} completed", await _nova.NextAsync());
        Assert.Equal(2, _nova.Logins);
    }

    [Fact]
    public async Task What_nova_does_not_know_is_not_said_again()
    {
        _nova.Refusals.Enqueue(404);
        var unknown = await AddPortAsync("compute:nova", Server);
        await ReportAsync(unknown, ProvisioningState.Up);
        var known = await AddPortAsync("compute:nova", Server);
        while (!_nova.Refusals.IsEmpty)
            await Task.Yield();
        await ReportAsync(known, ProvisioningState.Up);
        Assert.Equal($"network-vif-plugged {Server} {known} completed", await _nova.NextAsync());
    }

    [Fact]
    public async Task A_floating_IP_changes_the_instances_that_it_leaves_and_comes_to()
    {
        await _cloud.CreateAsync("alpha", "subnets", "subnet", $$"""{"network_id":"{{_network}}","ip_version":4,"cidr":"192.168.50.0/24"}""");
        var external = Id(await _cloud.CreateAsync("admin", "networks", "network", """{"router:external":true}"""));
        await _cloud.CreateAsync("admin", "subnets", "subnet", $$"""{"network_id":"{{external}}","ip_version":4,"cidr":"203.0.113.0/24","enable_dhcp":false}""");
        var router = Id(await _cloud.CreateAsync("alpha", "routers", "router", $$"""{"external_gateway_info":{"network_id":"{{external}}"} }"""));
        var subnet = (await _cloud.SendAsync("alpha", "GET", $"networks/{_network}")).Body.GetProperty("network").GetProperty("subnets")[0].GetString();
        Assert.Equal(200, (await _cloud.SendAsync("alpha", "PUT", $"routers/{router}/add_router_interface", $$"""{"subnet_id":"{{subnet}}"}""")).Status);
        const string Other = "6f2ab0b4-0000-4000-8000-000000000002";
        var (first, second) = (await AddPortAsync("compute:nova", Server), await AddPortAsync("compute:nova", Other));
        var floating = Id(await _cloud.CreateAsync("alpha", "floatingips", "floatingip", $$"""{"floating_network_id":"{{external}}","port_id":"{{first}}"}"""));
        Assert.Equal($"network-changed {Server} {first} -", await _nova.NextAsync());
        Assert.Equal(200, (await _cloud.SendAsync("alpha", "PUT", $"floatingips/{floating}", $$"""{"floatingip":{"port_id":"{{second}}"} }""")).Status);
        Assert.Equal($"network-changed {Server} {first} -", await _nova.NextAsync());
        Assert.Equal($"network-changed {Other} {second} -", await _nova.NextAsync());
        Assert.Equal(204, (await _cloud.SendAsync("alpha", "DELETE", $"floatingips/{floating}")).Status);
        Assert.Equal($"network-changed {Other} {second} -", await _nova.NextAsync());
    }

    private async Task<string> AddPortAsync(string owner, string device) => Id(await _cloud.CreateAsync("admin", "ports", "port",
        $$"""{"network_id":"{{_network}}","project_id":"alpha","device_owner":"{{owner}}","device_id":"{{device}}","binding:host_id":"{{TestCloud.ComputeHost}}"}"""));

    private async Task UpdateAsync(string port, string body) => Assert.Equal(200, (await _cloud.SendAsync("alpha", "PUT", $"ports/{port}", body)).Status);

    private async Task ReportAsync(string port, ProvisioningState state) =>
        (await _cloud.Store.WriteAsync(new WriteContext("test", "host"), write => PortProvisioning.Report(write, port, TestCloud.ComputeHost, ProvisioningSteps.L2, state))).Unwrap();

    private static string Id(System.Text.Json.JsonElement resource) => resource.GetProperty("id").GetString()!;
}
