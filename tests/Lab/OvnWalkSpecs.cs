using System.Text.Json.Nodes;
using Naru.Lab.Checks;
using Naru.Lab.Cloud;
using Naru.Lab.Topology;
using Naru.Walk.Telling;
using Naru.Walk.Told;

namespace Naru.Lab.Specs;

/// <summary>What a walk says is what OVN's logical flows and switches say, and what packets do.</summary>
[Trait("Category", "Lab")]
[Collection(OvnFixture.Collection)]
public sealed class OvnWalkSpecs : IAsyncLifetime
{
    private CloudClient? _cloud;
    private Scene? _scene;

    private static ProgramLab Lab => OvnFixture.Lab;

    private CloudClient Cloud => _cloud ?? throw new InvalidOperationException("The lab is not up.");

    private WalkChecks Checks => new(Cloud, _scene ?? throw new InvalidOperationException("The lab is not up."));

    public async Task InitializeAsync()
    {
        if (OvnFixture.WhyNot is not null)
            return;
        _cloud = await Lab.SignInAsync();
        _scene = new Scene(Lab.Directory, _cloud, (await Course.EnsureAsync(Lab.Directory, _cloud, default)).Unwrap());
    }

    public async Task DisposeAsync()
    {
        if (_scene is not null)
            await _scene.DisposeAsync();
        _cloud?.Dispose();
    }

    [OvnFact]
    public async Task OVN_says_of_each_hop_what_was_computed_also_behind_translations()
    {
        // Other tests of this lab kill northd and databases: what they leave behind may take a moment.
        Assert.True(await CloudFixture.BecomesTrueAsync(async () => (await Checks.WalkAsync("vm2", WalkChecks.Outside, "icmp", 0, observe: true)) is var now
            && now.Forward.Items.Concat(now.Back.Items).All(hop => hop.Drift is null)));
        await Checks.IsObservedAsComputedAsync("vm1", "vm2", "tcp", 80);
        await Checks.IsObservedAsComputedAsync("vm1", "vm3", "icmp", 0);
        await Checks.IsObservedAsComputedAsync("outside", WalkChecks.Vm1FloatingIp, "tcp", 80);
        var walk = await Checks.IsObservedAsComputedAsync("vm2", WalkChecks.Outside, "icmp", 0);
        // The answer has its address back: the switch of the gateway, too, was followed to where it goes on to the instance.
        Assert.Contains(walk.Back.Items.Where(hop => hop is { Kind: HopKind.IntegrationBridge, Host: "network" }).SelectMany(hop => hop.Observed.Items), line => line.Contains("nw_dst=192.168.50.", StringComparison.Ordinal));
        Assert.All(walk.Back.Items.Where(hop => hop.Kind is HopKind.LogicalRouter or HopKind.LogicalSwitch), hop => Assert.False(hop.Observed.IsEmpty, WalkText.Of(walk, WalkLanguage.English)));
    }

    [OvnFact]
    public async Task Of_several_gateways_each_is_walked_and_the_shown_one_is_what_OVN_does()
    {
        var router = (await Cloud.FindAsync(CloudResources.Routers, "r1", default)).Unwrap();
        var external = router.ExternalGatewayInfo!.NetworkId; // The course's router has one.
        await SetGatewaysAsync(2, isSpread: true);
        try
        {
            // northd has made the second way when a trace finds it.
            Assert.True(await CloudFixture.BecomesTrueAsync(async () =>
            {
                var walk = await Checks.WalkAsync("vm2", WalkChecks.Outside, "icmp", 0, observe: true);
                return walk is { Verdict: Verdict.Answered, Spreads: [{ Ways.Count: 2 }] } && walk.Forward.Items.All(hop => hop.Drift is null)
                    && walk.Forward.Items.Any(hop => hop.Observed.Items.Any(line => line.Contains("&& reg8[16..31] == ", StringComparison.Ordinal)));
            }));
        }
        finally
        {
            await SetGatewaysAsync(1, isSpread: false);
        }

        async Task SetGatewaysAsync(int count, bool isSpread)
        {
            var gateways = Enumerable.Range(0, count).Select(_ => (JsonNode)new JsonObject { ["network_id"] = external });
            (await Cloud.UpdateAsync(
                CloudResources.Routers, router.Id, new() { ["external_gateways"] = new JsonArray([.. gateways]), ["enable_default_route_ecmp"] = isSpread }, default)).Unwrap();
        }
    }
}
