using System.Text.Json;

namespace Naru.Network;

public sealed class DefaultSecurityGroupRuleSpecs : IAsyncLifetime
{
    private const string Path = "default-security-group-rules";

    private TestCloud _cloud = null!; // set before each test by InitializeAsync

    public async Task InitializeAsync() => _cloud = await TestCloud.StartAsync();

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task The_usual_rules_are_there_from_the_start_and_stay_away_once_removed()
    {
        var rules = await ListAsync();
        Assert.Equal(4, rules.Count);
        Assert.Equal(2, rules.Count(rule => rule.GetProperty("remote_group_id").GetString() == "PARENT"));
        foreach (var rule in rules)
            Assert.Equal(204, (await _cloud.SendAsync("admin", "DELETE", $"{Path}/{rule.GetProperty("id").GetString()}")).Status);
        Assert.Empty(await ListAsync());
        Assert.Empty(RulesOf(await _cloud.CreateAsync("alpha", "security-groups", "security_group", """{"name":"bare"}""")));
    }

    [Fact]
    public async Task New_groups_get_the_rules_of_their_kind_and_old_ones_stay()
    {
        var old = await _cloud.CreateAsync("alpha", "security-groups", "security_group", """{"name":"old"}""");
        await CreateAsync(""" "direction":"ingress","protocol":"tcp","port_range_min":22,"port_range_max":22,"description":"shell" """);
        await CreateAsync(""" "direction":"ingress","protocol":"icmp","remote_group_id":"PARENT","used_in_default_sg":true,"used_in_non_default_sg":false """);
        var custom = await _cloud.CreateAsync("alpha", "security-groups", "security_group", """{"name":"new"}""");
        Assert.Equal(3, RulesOf(custom).Count);
        Assert.Equal("shell", Assert.Single(RulesOf(custom), rule => rule.GetProperty("protocol").GetString() == "tcp").GetProperty("description").GetString());
        var (_, shown) = await _cloud.SendAsync("alpha", "GET", $"security-groups/{old.GetProperty("id").GetString()}");
        Assert.Equal(2, RulesOf(shown.GetProperty("security_group")).Count);

        var (_, groups) = await _cloud.SendAsync("beta", "GET", "security-groups?name=default");
        var standard = groups.GetProperty("security_groups")[0];
        Assert.Equal(5, RulesOf(standard).Count);
        var icmp = Assert.Single(RulesOf(standard), rule => rule.GetProperty("protocol").GetString() == "icmp");
        Assert.Equal(standard.GetProperty("id").GetString(), icmp.GetProperty("remote_group_id").GetString());
    }

    [Fact]
    public async Task Only_administrators_make_rules_and_each_only_once()
    {
        const string Body = """{"default_security_group_rule":{"direction":"egress","ethertype":"IPv4","used_in_default_sg":true}}""";
        Assert.Equal(403, (await _cloud.SendAsync("alpha", "POST", Path, Body)).Status);
        var (status, answer) = await _cloud.SendAsync("admin", "POST", Path, Body);
        Assert.Equal((409, "DefaultSecurityGroupRuleExists"), (status, answer.GetProperty("NeutronError").GetProperty("type").GetString()));
    }

    private Task<JsonElement> CreateAsync(string attributes) => _cloud.CreateAsync("admin", Path, "default_security_group_rule", "{" + attributes.Trim() + "}");

    private async Task<List<JsonElement>> ListAsync() =>
        [.. (await _cloud.SendAsync("alpha", "GET", Path)).Body.GetProperty("default_security_group_rules").EnumerateArray()];

    private static List<JsonElement> RulesOf(JsonElement group) => [.. group.GetProperty("security_group_rules").EnumerateArray()];
}
