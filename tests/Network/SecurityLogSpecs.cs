using Naru.Network.NodeLink;
using Naru.NodeContract;

namespace Naru.Network;

/// <summary>Logs of what security groups decide.</summary>
public sealed class SecurityLogSpecs : IAsyncLifetime
{
    private L3Cloud _cloud = null!; // set before each test by InitializeAsync

    public async Task InitializeAsync()
    {
        _cloud = await L3Cloud.StartAsync();
        await _cloud.AddAsync("alpha", "$group", "security-groups", "security_group", """{"name":"web"}""");
        await _cloud.AddAsync("admin", "$bound", "ports", "port",
            $$"""{"tenant_id":"alpha","network_id":"$internal","security_groups":["$group"],"binding:host_id":"{{L3Cloud.NetworkHost}}"}""");
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Theory]
    [InlineData(""" "resource_id":"$group","event":"DROP" """, LoggedEvents.Drop)]
    [InlineData(""" "target_id":"$bound","event":"ACCEPT" """, LoggedEvents.Accept)]
    [InlineData(""" "resource_id":"$group","target_id":"$bound" """, LoggedEvents.All)]
    [InlineData(""" "project_id":"alpha" """, LoggedEvents.All)]
    public async Task The_hosts_of_the_ports_that_are_meant_are_told(string attributes, LoggedEvents events)
    {
        await _cloud.AddAsync("admin", "$log", "log/logs", "log", $$"""{"resource_type":"security_group",{{attributes}}}""");
        var told = Assert.Single(NodeViewBuilder.Build(_cloud.State, L3Cloud.NetworkHost).Logs);
        Assert.Equal((events, _cloud.Fill("$bound")), (told.Events, Assert.Single(told.PortIds)));
        await _cloud.DoAsync("admin", "PUT", "log/logs/$log", """{"log":{"enabled":false}}""");
        Assert.Empty(NodeViewBuilder.Build(_cloud.State, L3Cloud.NetworkHost).Logs);
    }

    [Fact]
    public async Task A_log_goes_with_what_it_is_about()
    {
        await _cloud.AddAsync("admin", "$ofgroup", "log/logs", "log", """{"resource_type":"security_group","resource_id":"$group"}""");
        await _cloud.AddAsync("admin", "$ofport", "log/logs", "log", """{"resource_type":"security_group","target_id":"$bound"}""");
        await _cloud.DoAsync("alpha", "DELETE", "ports/$bound");
        Assert.Equal(404, (await _cloud.SendAsync("admin", "GET", "log/logs/$ofport")).Status);
        await _cloud.DoAsync("alpha", "DELETE", "security-groups/$group");
        Assert.Equal(404, (await _cloud.SendAsync("admin", "GET", "log/logs/$ofgroup")).Status);
    }

    [Fact]
    public async Task What_cannot_be_logged_is_refused()
    {
        const string Nobody = "11111111-1111-1111-1111-111111111111";
        await RefusedAsync(""" "resource_type":"router" """, 400, "InvalidLogResourceType");
        await RefusedAsync($$""" "resource_type":"security_group","resource_id":"{{Nobody}}" """, 404, "ResourceNotFound");
        await RefusedAsync($$""" "resource_type":"security_group","target_id":"{{Nobody}}" """, 404, "TargetResourceNotFound");
        await RefusedAsync(""" "resource_type":"security_group","resource_id":"$group","target_id":"$port" """, 400, "InvalidResourceConstraint");
        Assert.Equal(403, (await _cloud.SendAsync("alpha", "POST", "log/logs", """{"log":{"resource_type":"security_group"}}""")).Status);
        Assert.Equal("security_group", (await _cloud.DoAsync("admin", "GET", "log/loggable-resources"))
            .GetProperty("loggable_resources")[0].GetProperty("type").GetString());
    }

    private Task RefusedAsync(string attributes, int status, string type) =>
        _cloud.RefusedAsync("admin", "POST", "log/logs", $$$"""{"log":{{{{attributes}}}}}""", status, type, "");
}
