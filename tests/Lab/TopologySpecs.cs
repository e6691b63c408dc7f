using Naru.Lab.Cloud;
using Naru.Lab.Topology;

namespace Naru.Lab.Specs;

public sealed class TopologySpecs : IAsyncLifetime
{
    private readonly FakeCloud _fake = new();
    private CloudClient _cloud = null!;

    public async Task InitializeAsync() => _cloud = await _fake.SignInAsync();

    public async Task DisposeAsync()
    {
        _cloud.Dispose();
        await _fake.DisposeAsync();
    }

    [Fact]
    public async Task Built_twice_it_writes_once()
    {
        await BuildAsync();
        var first = _fake.Writes.ToList();
        await BuildAsync();

        Assert.Equal(first, _fake.Writes);
        Assert.Equal(2, first.Count(write => write == "PUT routers add_router_interface"));
        Assert.Equal(["external", "internal", "backend"], _fake.Stored("networks").Select(network => (string?)network["name"]));
    }

    [Fact]
    public async Task A_group_that_lists_what_goes_out_loses_the_rules_that_let_everything_out()
    {
        await new TopologyBuilder(_cloud).EnsureSecurityGroupsAsync(CourseTopology.Groups, default);

        var db = (string?)_fake.Stored("security_groups").Single(group => (string?)group["name"] == CourseTopology.DbGroup)["id"];
        var outgoing = _fake.Stored("security_group_rules")
            .Where(rule => (string?)rule["security_group_id"] == db && (string?)rule["direction"] == RulePlan.Egress)
            .Select(rule => (string?)rule["protocol"]);
        Assert.Equal(["icmp", "tcp"], outgoing);
        Assert.Equal(2, _fake.Writes.Count(write => write == "DELETE security_group_rules"));
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_words_of_the_server()
    {
        _fake.Refusal = (409, """{"NeutronError": {"type": "OverQuota", "message": "Quota exceeded for resources: ['network'].", "detail": ""}}""");

        var error = (await new TopologyBuilder(_cloud).EnsureNetworkAsync(CourseTopology.Internal, default)).Error;

        Assert.Equal("GET /networking/v2.0/networks was refused (409): Quota exceeded for resources: ['network'].", error?.Message);
    }

    [Fact]
    public async Task A_server_that_is_away_is_named_with_what_to_do()
    {
        await _fake.DisposeAsync();

        var error = (await new TopologyBuilder(_cloud).EnsureNetworkAsync(CourseTopology.Internal, default)).Error;

        Assert.Contains("naru up", error?.Message);
    }

    private async Task BuildAsync()
    {
        var builder = new TopologyBuilder(_cloud);
        var subnets = new List<CloudSubnet>();
        foreach (var plan in (NetworkPlan[])[CourseTopology.External, CourseTopology.Internal, CourseTopology.Backend])
            subnets.Add((await builder.EnsureNetworkAsync(plan, default)).Unwrap());
        (await builder.EnsureRouterAsync(CourseTopology.RouterName, subnets[0].NetworkId, subnets.Skip(1), default)).Unwrap();
        (await builder.EnsureSecurityGroupsAsync(CourseTopology.Groups, default)).Unwrap();
        (await builder.EnsureFloatingIpAsync(subnets[0].NetworkId, "port", default)).Unwrap();
    }
}
