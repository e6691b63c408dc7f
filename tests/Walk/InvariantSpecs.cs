using System.Text.Json;
using Naru.Network.Ports;

namespace Naru.Walk.Specs;

/// <summary>What is declared never to be reached stays unreached, whoever changes what.</summary>
public sealed class InvariantSpecs : IAsyncLifetime
{
    private WalkApi _api = null!; // InitializeAsync sets it before any test runs.

    public async Task InitializeAsync() => _api = await WalkApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task A_change_that_would_break_one_is_refused_with_a_packet()
    {
        await DeclareAsync("p", """ "name":"no logins","from":"external","to":"web","protocol":"tcp","port":22 """);
        var (status, body) = await AddRulesAsync("web", 22);
        Assert.Equal((409, "InvariantBroken"), (status, Text(body.GetProperty("NeutronError"), "type")));
        Assert.Contains("'no logins'", Text(body.GetProperty("NeutronError"), "message"));
        Assert.Contains("external would reach vm1, for example by tcp 1.0.0.0 → 203.0.113.101 port 22", Text(body.GetProperty("NeutronError"), "message"));

        var (_, list) = await _api.SendAsync("p", HttpMethod.Get, "invariants");
        var id = Text(Assert.Single(list.GetProperty("invariants").EnumerateArray()), "id");
        Assert.Equal(404, (await _api.SendAsync("q", HttpMethod.Delete, $"invariants/{id}")).Status);
        Assert.Equal(204, (await _api.SendAsync("p", HttpMethod.Delete, $"invariants/{id}")).Status);
        Assert.Equal(201, (await AddRulesAsync("web", 22)).Status);
    }

    [Fact]
    public async Task Who_joins_a_tier_is_guarded_with_it()
    {
        await DeclareAsync("p", """ "name":"tier db","from":"external","to":"db" """);
        var group = $$$"""{"port":{"security_groups":["{{{_api.Cloud.Id("web")}}}","{{{_api.Cloud.Id("db")}}}"]}}""";
        var (status, body) = await _api.SendAsync("p", HttpMethod.Put, $"ports/{_api.Cloud.Id("vm1")}", group);
        Assert.Equal((409, "InvariantBroken"), (status, Text(body.GetProperty("NeutronError"), "type")));
        Assert.Equal(200, (await _api.SendAsync("p", HttpMethod.Put, $"ports/{_api.Cloud.Id("vm2")}", group)).Status);
    }

    [Fact]
    public async Task Of_several_rules_at_once_none_is_made_when_one_breaks_it()
    {
        await DeclareAsync("p", """ "name":"no database","from":"vm2","to":"vm3","protocol":"tcp","port":5432 """);
        Assert.Equal(201, (await AddRulesAsync("db", 22)).Status);
        var revision = _api.Cloud.Store.Current.Revision;
        Assert.Equal(409, (await AddRulesAsync("db", 23, 5432)).Status);
        Assert.Equal(revision, _api.Cloud.Store.Current.Revision);
        var (_, verified) = await _api.SendAsync("p", HttpMethod.Post, "verify", $$$"""{"verify":{"calls":[{"method":"POST","path":"security-group-rules","body":{"security_group_rule": {{{Rule("db", 5432)}}} }}]}}""");
        Assert.Contains("'no database'", Assert.Single(verified.GetProperty("verify").GetProperty("broken_invariants").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task It_is_about_what_is_intended_and_not_about_what_is_up()
    {
        await DeclareAsync("p", """ "name":"no database","to":"db","protocol":"tcp","port":5432 """);
        await _api.Cloud.ChangeAsync("vm3", port => port with { Status = PortStatus.Down, Binding = port.Binding with { Host = "" } });
        Assert.Equal(409, (await AddRulesAsync("db", 5432)).Status);
    }

    [Fact]
    public async Task One_that_does_not_hold_is_not_declared()
    {
        var (status, body) = await _api.SendAsync("p", HttpMethod.Post, "invariants", """{"invariant":{"name":"web","from":"external","to":"web"}}""");
        Assert.Equal((409, "InvariantDoesNotHold"), (status, Text(body.GetProperty("NeutronError"), "type")));
        Assert.Equal(404, (await _api.SendAsync("q", HttpMethod.Post, "invariants", """{"invariant":{"name":"db","from":"external","to":"db"}}""")).Status);
        Assert.Equal(400, (await _api.SendAsync("p", HttpMethod.Post, "invariants", """{"invariant":{"name":"all"}}""")).Status);
    }

    [Fact]
    public async Task Whether_they_hold_can_be_asked()
    {
        await DeclareAsync("admin", """ "name":"tier db","from":"external","to":"db" """);
        var (status, checks) = await _api.SendAsync("admin", HttpMethod.Get, "invariant-checks");
        Assert.Equal(200, status);
        Assert.True(Assert.Single(checks.GetProperty("invariant_checks").EnumerateArray()).GetProperty("holds").GetBoolean());
        Assert.Empty((await _api.SendAsync("q", HttpMethod.Get, "invariant-checks")).Body.GetProperty("invariant_checks").EnumerateArray());
    }

    private async Task DeclareAsync(string project, string attributes)
    {
        var (status, body) = await _api.SendAsync(project, HttpMethod.Post, "invariants", $$$"""{"invariant":{ {{{attributes}}} }}""");
        Assert.True(status == 201, body.ToString());
    }

    private Task<(int Status, JsonElement Body)> AddRulesAsync(string group, params int[] ports) =>
        _api.SendAsync("p", HttpMethod.Post, "security-group-rules", $$"""{"security_group_rules":[{{string.Join(',', ports.Select(port => Rule(group, port)))}}]}""");

    private string Rule(string group, int port) => $$"""
        {"security_group_id":"{{_api.Cloud.Id(group)}}","direction":"ingress","protocol":"tcp","port_range_min":{{port}},"port_range_max":{{port}}}
        """;

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";
}
