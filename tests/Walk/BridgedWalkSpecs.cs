using Naru.Agent.Namespaces;
using Naru.Network.Routers;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Walk.Ends;
using Naru.Walk.Told;
using Naru.Walk.Telling;

namespace Naru.Walk.Specs;

/// <summary>Walks through Linux bridges, and from them to Open vSwitch and back.</summary>
public sealed class BridgedWalkSpecs : IAsyncLifetime
{
    private const string Tunnel = "172.29.0.";

    private WalkCloud _cloud = null!; // InitializeAsync sets it before any test runs.

    public async Task InitializeAsync() => _cloud = await WalkCloud.OfTheCourseAsync();

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task Between_bridges_of_two_hosts()
    {
        await MakeBridgedAsync(WalkCloud.Network, WalkCloud.Compute1, WalkCloud.Compute2);
        Golden.Match(WalkText.Of(_cloud.Walk("vm1", "vm2", Traffic.TcpTo(80)), WalkLanguage.English));
    }

    [Fact]
    public async Task Out_through_a_router_on_bridges()
    {
        await MakeBridgedAsync(WalkCloud.Network, WalkCloud.Compute1, WalkCloud.Compute2);
        Golden.Match(WalkText.Of(_cloud.Walk("vm2", "198.51.100.1"), WalkLanguage.English));
    }

    [Theory]
    [InlineData(WalkCloud.Compute1)]
    [InlineData(WalkCloud.Compute2)]
    [InlineData(WalkCloud.Network)]
    [InlineData(WalkCloud.Compute1, WalkCloud.Network)]
    [InlineData(WalkCloud.Compute1, WalkCloud.Compute2, WalkCloud.Network)]
    public async Task The_same_arrives_whatever_switches(params string[] bridged)
    {
        (string From, string To, Traffic Traffic)[] asked =
        [
            ("vm1", "vm2", Traffic.Ping), ("vm1", "vm2", Traffic.TcpTo(80)), ("vm1", "vm2", Traffic.TcpTo(22)), ("vm2", "vm1", Traffic.TcpTo(80)),
            ("vm1", "vm3", Traffic.Ping), ("vm3", "vm1", Traffic.TcpTo(80)), ("vm3", "vm2", Traffic.TcpTo(80)), ("vm3", "198.51.100.1", Traffic.TcpTo(22)),
            ("vm2", "198.51.100.1", Traffic.TcpTo(80)), ("198.51.100.1", "203.0.113.101", Traffic.TcpTo(80)), ("198.51.100.1", "203.0.113.101", Traffic.TcpTo(22)),
            ("vm1", "198.51.100.1", Traffic.Ping), ("vm1", "metadata", Traffic.Ping), ("vm1", "dhcp", Traffic.Ping), ("vm1", "192.168.50.99", Traffic.Ping),
        ];
        var before = asked.Select(each => _cloud.Walk(each.From, each.To, each.Traffic)).Select(walk => (walk.Verdict, walk.Drop?.Reason)).ToList();
        await MakeBridgedAsync(bridged);
        var walks = asked.Select(each => _cloud.Walk(each.From, each.To, each.Traffic)).ToList();
        Assert.Equal(before, walks.Select(walk => (walk.Verdict, walk.Drop?.Reason)));
        Assert.Contains(walks, walk => walk.Forward.Items.Any(hop => hop.Kind is HopKind.NetworkBridge && bridged.Contains(hop.Host)));
    }

    [Fact]
    public async Task A_foreign_address_ends_on_the_bridge()
    {
        await MakeBridgedAsync(WalkCloud.Compute2);
        var walk = new Walker(_cloud.Store.Current, _ => true).Walk(new WalkRequest("vm2", "vm1", Traffic.Ping) { SpoofedSource = IpAddress.Parse("192.168.50.250") }).Unwrap();
        Assert.Equal((DropReason.Spoofing, HopKind.NetworkBridge), (walk.Drop!.Reason, walk.Forward[walk.Drop.Hop - 1].Kind));
    }

    [Fact]
    public async Task Of_several_gateways_each_is_walked_and_the_chosen_one_told()
    {
        await _cloud.WriteAsync(state =>
        {
            _cloud.AddGateway(state, "r1", "external", "203.0.113.200");
            state.Update(RouterTable.Table, state.In(RouterTable.Table).Find(_cloud.Id("r1"))! with { EnableDefaultRouteEcmp = true });
        });
        var walk = _cloud.Walk("vm2", "198.51.100.1");
        var spread = Assert.Single(walk.Spreads.Items);
        Assert.Equal([(Verdict.Answered, true), (Verdict.Answered, false)], spread.Ways.Select(way => (way.Verdict, way.IsShown)));
        Assert.Null(spread.Chosen);

        var (gateway, other, _, _) = spread.Ways[1];
        var chosen = new Walker(_cloud.Store.Current, _ => true)
            .Walk(new WalkRequest("vm2", "198.51.100.1", Traffic.Ping) { Ways = new Dictionary<string, HopPlan> { [spread.Place] = new(gateway, other) } }).Unwrap();
        Assert.Equal((other, Verdict.Answered), (chosen.Spreads[0].Chosen, chosen.Verdict));
        var router = chosen.Forward.Items.First(hop => hop.Kind is HopKind.Router);
        Assert.Equal((other, IpAddress.Parse("203.0.113.200")), (router.To, router.After!.Source));
        Assert.Contains("spreads flows over 2 gateways", WalkText.Of(walk, WalkLanguage.English));
    }

    [Fact]
    public async Task What_goes_around_in_circles_is_told_once()
    {
        await _cloud.WriteAsync(state =>
        {
            _cloud.AddRouter(state, "r2", null, "", ("internal", "192.168.50.9"));
            Lead("r1", "192.168.50.9");
            Lead("r2", "192.168.50.1");

            void Lead(string router, string next) => state.Update(
                RouterTable.Table, state.In(RouterTable.Table).Find(_cloud.Id(router))! with { Routes = [new HostRoute(IpPrefix.Parse("10.9.0.0/24"), IpAddress.Parse(next))] });
        });
        var walk = _cloud.Walk("vm1", "10.9.0.5");
        Assert.Equal(DropReason.TimeToLive, walk.Drop?.Reason);
        Assert.InRange(walk.Forward.Items.Count(hop => hop.Kind is HopKind.Router), 3, 6);
    }

    [Fact]
    public async Task Members_are_not_told_where_tunnels_end()
    {
        await MakeBridgedAsync(WalkCloud.Network, WalkCloud.Compute1, WalkCloud.Compute2);
        var walk = _cloud.Walk("vm1", "vm3", Traffic.TcpTo(80));
        Assert.Contains(Tunnel, WalkText.Of(walk, WalkLanguage.English));
        Assert.DoesNotContain(Tunnel, WalkText.Of(OwnPart.Of(walk, _ => true), WalkLanguage.English));
    }

    [Theory]
    [InlineData("tagged", "192.168.70", "fa:16:3e:a8:46:05")]
    [InlineData("external", "203.0.113", "fa:16:3e:00:71:05")]
    public async Task Behind_a_card_nothing_is_known_of_other_hosts(string network, string block, string mac)
    {
        await _cloud.WriteAsync(state =>
        {
            _cloud.AddNetwork(state, "tagged", "192.168.70", "vlan", 7);
            _cloud.AddInstance(state, "vm4", network, $"{block}.4", WalkCloud.Compute1, ["web"]);
            _cloud.AddInstance(state, "vm5", network, $"{block}.5", WalkCloud.Compute2, ["web"]);
        });
        await MakeBridgedAsync(WalkCloud.Compute1, WalkCloud.Compute2);
        var walk = _cloud.Walk("vm4", "vm5");
        Assert.Equal(Verdict.Answered, walk.Verdict);
        Assert.DoesNotContain(walk.Forward.Items, hop => hop.Decisions.Items.Any(decision => decision.What.Contains(Tunnel, StringComparison.Ordinal)));
        // The other host answers for its port itself: nobody does it here.
        var neighbour = walk.Forward[0].Decisions.Items.Single(decision => decision.Kind is DecisionKind.Neighbour);
        Assert.EndsWith($"lladdr {mac}", neighbour.What, StringComparison.Ordinal);
    }

    private Task MakeBridgedAsync(params string[] hosts) => _cloud.WriteAsync(state =>
    {
        foreach (var host in hosts)
            WalkCloud.MakeBridged(state, host);
    });
}
