using System.Text.Json;
using Naru.Network.FloatingIps;
using Naru.Network.PortForwardings;
using Naru.Network.Routers;
using Naru.Primitives;
using Naru.Walk.Reach;
using Naru.Walk.Told;

namespace Naru.Walk.Specs;

public sealed class ReachSpecs : IAsyncLifetime
{
    private WalkApi _api = null!; // InitializeAsync sets it before any test runs.

    public async Task InitializeAsync() => _api = await WalkApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public void Sets_of_services_obey_the_laws_of_sets()
    {
        var set = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 9], Gen.Int[0, 9], (protocol, first, length) => ServiceSet.Of(protocol, first * 7000, Math.Min(65535, (first + length) * 7000)))
            .Array[0, 5].Select(ServiceSet.Union);
        Gen.Select(set, set, Gen.Int[0, 3], Gen.Int[0, 65535]).Sample((one, other, protocol, port) =>
        {
            var (inOne, inOther) = (one.Contains(protocol, port), other.Contains(protocol, port));
            Assert.Equal(inOne || inOther, ServiceSet.Union([one, other]).Contains(protocol, port));
            Assert.Equal(inOne && inOther, one.Intersect(other).Contains(protocol, port));
            Assert.Equal(inOne && !inOther, one.Except(other).Contains(protocol, port));
            Assert.True(one.Except(other).Intersect(other).IsEmpty);
            Assert.True(ServiceSet.Union([one.Except(other), one.Intersect(other)]).IsSameAs(one));
        });
    }

    [Fact]
    public async Task The_course_is_told_as_a_matrix()
    {
        Assert.Equal("icmp, tcp 80", Services("vm1", "vm2"));
        Assert.Equal("icmp, tcp 80", Services("vm3", "vm1"));
        Assert.Equal("icmp", Services("vm1", "vm3"));
        Assert.Equal("icmp, tcp 80", Services("external", "vm1"));
        Assert.Equal("", Services("external", "vm3"));
        Assert.Equal("all", Services("vm1", "external"));

        var (status, body) = await _api.SendAsync("p", HttpMethod.Get, "reach?to=web&protocol=tcp&port=80");
        Assert.Equal(200, status);
        Assert.Equal(
            ["external", "vm2", "vm3"],
            body.GetProperty("reach").GetProperty("pairs").EnumerateArray().Select(pair => pair.GetProperty("from_name").GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal(404, (await _api.SendAsync("q", HttpMethod.Get, "reach?to=web")).Status);
        Assert.Equal(400, (await _api.SendAsync("p", HttpMethod.Get, "reach?protocol=gre")).Status);
        Assert.Equal(200, (await _api.SendAsync("p", HttpMethod.Post, "reach", """{"reach":{"from":"vm1","protocol":"icmp"}}""")).Status);
    }

    [Theory]
    [InlineData("vm1")]
    [InlineData("vm2")]
    [InlineData("vm3")]
    public void The_outside_is_reached_and_reaches_as_a_walk_does(string vm)
    {
        foreach (var traffic in new[] { Traffic.Ping, Traffic.TcpTo(80), Traffic.TcpTo(22) })
        {
            AssertAgrees(vm, "198.51.100.7", traffic, Pair(vm, "external"));
            if (vm != "vm1")
                AssertAgrees(vm, "203.0.113.101", traffic, Pair(vm, "vm1"));
            if (FloatingIpTable.ByPort.Of(_api.Cloud.Store.Current, _api.Cloud.Id(vm)).FirstOrDefault() is { } floating)
                AssertAgrees("198.51.100.7", floating.FloatingAddress.ToString(), traffic, Pair("external", vm));
        }
    }

    [Fact]
    public async Task A_port_forwarding_leads_in_at_the_port_outside()
    {
        await _api.Cloud.WriteAsync(state => state.Insert(PortForwardingTable.Table, new PortForwarding
        {
            Id = _api.Cloud.Id("forwarding"),
            FloatingIpId = _api.Cloud.Id("203.0.113.101"),
            RouterId = _api.Cloud.Id("r1"),
            InternalPortId = _api.Cloud.Id("vm2"),
            InternalAddress = IpAddress.Parse("192.168.50.4"),
            Protocol = "tcp",
            External = PortRange.Of(8080),
            Internal = PortRange.Of(80),
        }));
        Assert.Equal("", Services("external", "vm2"));
        await _api.Cloud.WriteAsync(state => _api.Cloud.AddGroup(state, "open", ("ingress", "tcp", 80, null)));
        await _api.Cloud.ChangeAsync("vm2", port => port with { SecurityGroupIds = [_api.Cloud.Id("open")] });
        Assert.Equal("tcp 8080", Services("external", "vm2"));
    }

    [Fact]
    public async Task What_is_not_modelled_is_said()
    {
        await _api.Cloud.WriteAsync(state => state.Update(RouterTable.Table, state.In(RouterTable.Table).Find(_api.Cloud.Id("r1"))! with { MoreGateways = [new RouterGatewayPort("n", "p")] }));
        Assert.Contains("several gateways", Pair("vm1", "vm3").NotModelled);
        Assert.Contains("several gateways", Pair("vm1", "external").NotModelled);
        Assert.Null(Pair("vm1", "vm2").NotModelled);
    }

    [Fact]
    public async Task Verify_tells_what_a_rule_opens_and_closes_and_changes_nothing()
    {
        var revision = _api.Cloud.Store.Current.Revision;
        var lost = await VerifyAsync("p", $$"""{"method":"DELETE","path":"/v2.0/security-group-rules/{{_api.Cloud.Id("rule web 2")}}"}""");
        Assert.Empty(lost.GetProperty("gained").EnumerateArray());
        Assert.Equal(["external", "vm2", "vm3"], Names(lost.GetProperty("lost"), "from_name"));
        Assert.Equal(3, lost.GetProperty("lost_pairs").GetInt32());
        var kind = Assert.Single(lost.GetProperty("lost_services").EnumerateArray());
        Assert.Equal((3, "tcp 80"), (kind.GetProperty("pairs").GetInt32(), kind.GetProperty("services")[0].GetString()));
        Assert.Contains(lost.GetProperty("lost").EnumerateArray(), change => change.GetProperty("example").GetString() == "tcp 192.168.50.4 → 192.168.50.3 port 80");

        var gained = await VerifyAsync("p", $$$$"""
            {"method":"POST","path":"security_group_rules","body":{"security_group_rule":{"security_group_id":"{{{{_api.Cloud.Id("app")}}}}",
            "direction":"ingress","protocol":"tcp","port_range_min":22,"port_range_max":22,"remote_ip_prefix":"192.168.50.0/24"}}}
            """);
        Assert.Equal(["vm1"], Names(gained.GetProperty("gained"), "from_name"));
        Assert.Empty(gained.GetProperty("lost").EnumerateArray());

        var down = await VerifyAsync("admin", $$$$"""{"method":"PUT","path":"/networking/v2.0/ports/{{{{_api.Cloud.Id("vm3")}}}}","body":{"port":{"admin_state_up":false}}}""");
        Assert.Equal(["external", "vm1", "vm2"], Names(down.GetProperty("lost"), "to_name").Where(name => name != "vm3").Distinct());
        Assert.Equal(revision, _api.Cloud.Store.Current.Revision);
    }

    [Theory]
    [InlineData("""{"method":"PATCH","path":"ports"}""", 400)]
    [InlineData("""{"method":"POST","path":"ports"}""", 400)]
    [InlineData("""{"method":"PUT","path":"routers/1/add_router_interface","body":{}}""", 501)]
    [InlineData("""{"method":"DELETE","path":"ports/80000000-0000-4000-8000-000000000001"}""", 404)]
    public async Task A_call_that_would_be_refused_is_refused(string call, int expected)
    {
        var (status, body) = await _api.SendAsync("p", HttpMethod.Post, "verify", $$$"""{"verify":{"calls":[{{{call}}}]}}""");
        Assert.True(expected == status, body.ToString());
    }

    private async Task<JsonElement> VerifyAsync(string project, string call)
    {
        var (status, body) = await _api.SendAsync(project, HttpMethod.Post, "verify", $$$"""{"verify":{"calls":[{{{call}}}]}}""");
        Assert.True(status == 200, body.ToString());
        return body.GetProperty("verify");
    }

    private static IEnumerable<string> Names(JsonElement changes, string name) =>
        changes.EnumerateArray().Select(change => change.GetProperty(name).GetString()!).Order(StringComparer.Ordinal);

    private void AssertAgrees(string from, string to, Traffic traffic, ReachPair pair)
    {
        var walk = _api.Cloud.Walk(from, to, traffic);
        var isForwardLost = walk.Drop is { OnWayBack: false };
        var detail = traffic.Protocol == Traffic.Icmp ? 8 << 8 : traffic.DestinationPort;
        var (source, destination) = (walk.Source.Address, walk.Destination.Address);
        Assert.Equal(!isForwardLost, pair.Flows.Any(flow =>
            flow.Source.Contains(source) && flow.Destination.Contains(destination) && flow.Services.Contains(traffic.Protocol, detail)));
    }

    private string Services(string from, string to) => Pair(from, to).Services.ToString();

    private ReachPair Pair(string from, string to)
    {
        var state = _api.Cloud.Store.Current;
        return new ReachMap(state).Between(End(from), End(to));

        ReachEnd End(string name) => new ReachEnds(state, _ => true).Find(name).Unwrap()[0];
    }
}
