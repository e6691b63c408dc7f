using System.Globalization;
using System.Text.Json;
using Naru.Network.Ports;

namespace Naru.Walk.Specs;

public sealed class WalkApiSpecs : IAsyncLifetime
{
    private const string Question = """{"walk":{"source":"vm1","destination":"vm2","protocol":"tcp","port":8080,"language":"ko"}}""";

    private WalkApi _api = null!; // InitializeAsync sets it before any test runs.

    public async Task InitializeAsync() => _api = await WalkApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task An_administrator_is_told_everything()
    {
        var (status, body) = await AskAsync("admin", Question);
        Assert.True(status == 200, body.ToString());
        var walk = body.GetProperty("walk");
        Assert.Equal(("Dropped", "NoIngressRule"), (Text(walk, "verdict"), Text(walk.GetProperty("drop"), "reason")));
        Assert.All(walk.GetProperty("forward").EnumerateArray(), hop => Assert.True(hop.TryGetProperty("object", out _) || Text(hop, "to") == ""));
        Assert.Contains("보안그룹", Text(body.GetProperty("explanation"), "reason"));
    }

    [Fact]
    public async Task A_member_sees_hops_of_their_own_and_no_host()
    {
        var (status, body) = await AskAsync("p", Question);
        Assert.True(status == 200, body.ToString());
        Assert.DoesNotContain("compute-1", body.ToString());
        Assert.DoesNotContain("172.29.0.", body.ToString());
        Assert.Contains("table=25", body.ToString());
    }

    [Fact]
    public async Task Another_project_does_not_find_the_ends()
    {
        var (status, body) = await AskAsync("q", Question);
        Assert.Equal((404, "WalkEndNotFound"), (status, Text(body.GetProperty("NeutronError"), "type")));
    }

    [Theory]
    [InlineData("""{"walk":{"source":"vm1"}}""", "destination")]
    [InlineData("""{"walk":{"source":"vm1","destination":"vm2","protocol":"tcp"}}""", "port")]
    [InlineData("""{"walk":{"source":"vm1","destination":"vm2","protocol":"gre"}}""", "protocol")]
    [InlineData("""{"walk":{"source":"vm1","destination":"vm2","protocol":"udp","port":70000}}""", "port")]
    [InlineData("""{"walk":{"source":"vm1","destination":"vm2","colour":"red"}}""", "colour")]
    [InlineData("""{"walk":{"source":"vm1","destination":"vm2","as_of":"yesterday"}}""", "as_of")]
    [InlineData("""{"walk":{"source":"vm1","destination":"vm2","as_of":99}}""", "as_of")]
    [InlineData("""{"walk":7}""", "walk")]
    public async Task What_is_asked_wrongly_is_refused_by_name(string question, string name)
    {
        var (status, body) = await AskAsync("p", question);
        Assert.Equal(400, status);
        Assert.Contains(name, Text(body.GetProperty("NeutronError"), "message"));
    }

    [Fact]
    public async Task The_past_is_told_by_revision_and_by_time_and_its_changes_by_field()
    {
        var before = _api.Cloud.Store.Current;
        await Task.Yield();
        await _api.Cloud.ChangeAsync("vm2", port => port with { AdminStateUp = false, Status = PortStatus.Down });
        var (_, now) = await AskAsync("admin", """{"walk":{"source":"vm1","destination":"vm2"}}""");
        Assert.Equal("Dropped", Text(now.GetProperty("walk"), "verdict"));
        foreach (var past in new[] { before.Revision.ToString(CultureInfo.InvariantCulture), $"\"{before.Time:O}\"" })
        {
            var (_, then) = await AskAsync("admin", $$$"""{"walk":{"source":"vm1","destination":"vm2","as_of":{{{past}}}}}""");
            Assert.Equal(("Answered", before.Revision), (Text(then.GetProperty("walk"), "verdict"), then.GetProperty("walk").GetProperty("revision").GetInt64()));
        }

        var (status, history) = await _api.SendAsync("admin", HttpMethod.Get, $"history?from={before.Revision + 1}");
        Assert.Equal(200, status);
        var change = Assert.Single(history.GetProperty("history")[0].GetProperty("changes").EnumerateArray());
        Assert.Equal(("ports", "updated"), (Text(change, "table"), Text(change, "change")));
        Assert.Equal(["AdminStateUp", "Status"], change.GetProperty("fields").EnumerateArray().Select(field => Text(field, "name")));
    }

    [Fact]
    public async Task Only_administrators_see_the_history_and_the_data_plane()
    {
        Assert.Equal(403, (await _api.SendAsync("p", HttpMethod.Get, "history")).Status);
        Assert.Equal(403, (await AskAsync("p", """{"walk":{"source":"vm1","destination":"vm2","observe":true}}""")).Status);
        var (status, body) = await AskAsync("admin", """{"walk":{"source":"vm1","destination":"vm2","observe":true}}""");
        Assert.Equal(200, status);
        Assert.Contains("is not attached", body.ToString());
    }

    private Task<(int Status, JsonElement Body)> AskAsync(string project, string question) => _api.SendAsync(project, HttpMethod.Post, "walk", question);

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";
}
