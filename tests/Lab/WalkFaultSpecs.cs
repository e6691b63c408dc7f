using System.Text.Json.Nodes;
using Naru.Lab.Checks;
using Naru.Lab.Cloud;
using Naru.Lab.Instances;
using Naru.Walk.Telling;
using Naru.Walk.Told;

namespace Naru.Lab.Specs;

/// <summary>What is out of order in the cloud itself: the walk names it, and a real packet ends as well.</summary>
[Trait("Category", "Lab")]
[Collection(WalkLab.Collection)]
public sealed class WalkFaultSpecs(WalkLab lab)
{
    private static readonly Dictionary<string, string> NoVariables = [];

    [CloudFact]
    public async Task Hosts_that_have_no_segment_in_common()
    {
        var network = (await lab.Cloud.CreateAsync(CloudResources.Networks, new() { ["name"] = "here-only", ["provider:network_type"] = "local" }, default)).Unwrap();
        (await lab.Cloud.CreateAsync(
            CloudResources.Subnets, new() { ["network_id"] = network.Id, ["ip_version"] = 4, ["cidr"] = "192.168.83.0/24", ["enable_dhcp"] = false, ["gateway_ip"] = null }, default)).Unwrap();
        var (near, nearAddress) = await StartAsync("near", "compute-1");
        var (_, farAddress) = await StartAsync("far", "compute-2");
        var (_, besideAddress) = await StartAsync("beside", "compute-1");

        await AssertEndsAsync("near", farAddress, DropReason.NoSegment, near);
        var walk = await lab.WalkAsync("near", besideAddress, "icmp", 0);
        Assert.True(walk.Verdict is Verdict.Answered, WalkText.Of(walk, WalkLanguage.English));
        Assert.NotEqual(nearAddress, besideAddress);
        Assert.True(await near.ComesToAnswerAsync(besideAddress, default));

        async Task<(Probe Probe, string Address)> StartAsync(string name, string host)
        {
            var port = await lab.MakePortAsync("here-only", new() { ["name"] = name, ["port_security_enabled"] = false });
            var instance = (await new LabInstances(lab.Directory, lab.Cloud).StartAsync(new InstanceRequest(name, host) { Port = port.Id }, default)).Unwrap();
            var probe = new Probe(InstanceShells.Beside(lab.Directory, instance).Unwrap());
            // Nobody gives it its address.
            await probe.ScriptAsync($"ip address replace {port.FixedIps[0].IpAddress}/24 dev eth0; ip link set eth0 up", NoVariables, default);
            return (probe, port.FixedIps[0].IpAddress);
        }
    }

    [CloudFact]
    public async Task A_device_that_the_switch_cannot_open()
    {
        var port = await lab.MakePortAsync("internal", new() { ["name"] = "broken", ["binding:host_id"] = "compute-2", ["device_owner"] = "compute:nova", ["port_security_enabled"] = false });
        await WalkLab.OnAsync("compute-2", $"ovs-vsctl --no-wait -- add-port br-int brokendev -- set Interface brokendev external_ids:iface-id={port.Id}");
        try
        {
            Assert.True(await CloudFixture.BecomesTrueAsync(async () => (await lab.Cloud.ShowAsync(CloudResources.Ports, port.Id, default)).Unwrap().Status == "ERROR"));
            await AssertEndsAsync("vm1", port.FixedIps[0].IpAddress, DropReason.PortError, lab.Probe("vm1"));
        }
        finally
        {
            await WalkLab.OnAsync("compute-2", "ovs-vsctl --no-wait del-port brokendev");
            (await lab.Cloud.DeleteAsync(CloudResources.Ports, port.Id, default)).Unwrap();
        }
    }

    [CloudFact]
    public async Task An_agent_that_is_away_has_not_wired_what_came_since()
    {
        var port = await lab.MakePortAsync("internal", new() { ["name"] = "late", ["binding:host_id"] = "compute-2", ["device_owner"] = "compute:nova", ["port_security_enabled"] = false });
        var agent = LabState.Load(lab.Directory)!.Hosts.First(host => host.Host.Name == "compute-2").Agent; // The lab is up.
        CloudFixture.Kill(agent);
        try
        {
            Assert.True(await CloudFixture.BecomesTrueAsync(async () =>
                (await lab.Cloud.ListAsync(CloudResources.Agents, "host=compute-2", default)).Unwrap().All(each => !each.Alive)));
            await AssertEndsAsync("vm1", port.FixedIps[0].IpAddress, DropReason.AgentDown, lab.Probe("vm1"));
            // What it wired before goes on.
            var walk = await lab.WalkAsync("vm1", "vm2", "icmp", 0);
            Assert.Equal((Verdict.Answered, NoticeKind.AgentAway), (walk.Verdict, walk.Notices.Items.First(notice => notice.Kind is NoticeKind.AgentAway).Kind));
            Assert.True(await lab.Probe("vm1").ComesToAnswerAsync(walk.Destination.Address.ToString(), default));
        }
        finally
        {
            var (code, output) = await WalkLab.NaruAsync("up", "--empty", "--port", WalkLab.Port);
            Assert.True(code == 0, output);
            (await lab.Cloud.DeleteAsync(CloudResources.Ports, port.Id, default)).Unwrap();
        }
    }

    [CloudFact]
    public async Task A_router_that_no_host_serves()
    {
        await lab.MakeNetworkAsync("unserved", "192.168.84");
        var router = await lab.MakeRouterAsync("nobodys", "unserved");
        var probe = await lab.StartAsync(new InstanceRequest("orphan", "compute-1") { Network = "unserved" });
        using (var agents = (await lab.Cloud.GetAsync(new Uri($"routers/{router}/l3-agents", UriKind.Relative), default)).Unwrap())
        {
            foreach (var agent in agents.RootElement.GetProperty("agents").EnumerateArray())
                (await lab.Cloud.RemoveAsync($"agents/{agent.GetProperty("id").GetString()}/l3-routers/{router}", default)).Unwrap();
        }
        await AssertEndsAsync("orphan", WalkChecks.Outside, DropReason.RouterUnplaced, probe);
    }

    [CloudFact]
    public async Task Routers_that_send_to_each_other()
    {
        await lab.MakeNetworkAsync("circle", "192.168.85");
        var one = await lab.MakeRouterAsync("clockwise", "circle");
        var other = (await lab.Cloud.CreateAsync(CloudResources.Routers, new() { ["name"] = "onwards" }, default)).Unwrap().Id;
        var second = await lab.MakePortAsync("circle", new() { ["name"] = "second" });
        (await lab.Cloud.AskAsync(HttpMethod.Put, $"routers/{other}/add_router_interface", new JsonObject { ["port_id"] = second.Id }, default)).Unwrap().Dispose();
        (await CloudReadiness.WaitForPortsAsync(lab.Cloud, default)).Unwrap();
        await LeadAsync(one, second.FixedIps[0].IpAddress);
        await LeadAsync(other, "192.168.85.1");
        var probe = await lab.StartAsync(new InstanceRequest("dizzy", "compute-1") { Network = "circle" });

        await AssertEndsAsync("dizzy", "10.99.0.5", DropReason.TimeToLive, probe);
        Assert.True(await CloudFixture.BecomesTrueAsync(async () =>
            (await probe.RunAsync(["ping", "-n", "-c", "1", "-W", "2", "10.99.0.5"], default)).Output.Contains("Time to live exceeded", StringComparison.Ordinal)));

        async Task LeadAsync(string router, string next) => (await lab.Cloud.UpdateAsync(
            CloudResources.Routers, router, new() { ["routes"] = new JsonArray(new JsonObject { ["destination"] = "10.99.0.0/24", ["nexthop"] = next }) }, default)).Unwrap();
    }

    [CloudFact]
    public async Task A_flow_leaves_by_the_gateway_that_the_walk_was_told_of()
    {
        var router = (await lab.Cloud.FindAsync(CloudResources.Routers, "r1", default)).Unwrap();
        var external = router.ExternalGatewayInfo!.NetworkId; // The course's router has one.
        await SetGatewaysAsync(2, isSpread: true);
        try
        {
            var space = $"qrouter-{router.Id}";
            Assert.True(await CloudFixture.BecomesTrueAsync(async () => (await WalkLab.OnAsync("network", $"ip -n {space} route")).Contains("nexthop", StringComparison.Ordinal)));
            for (var last = 11; last < 17; last++)
            {
                var target = $"198.51.100.{last}";
                var walk = await lab.WalkAsync("vm2", target, "icmp", 0, observe: true);
                var spread = Assert.Single(walk.Spreads.Items);
                Assert.Equal(2, spread.Ways.Count);
                Assert.Equal(spread.Chosen, walk.Forward.Items.First(hop => hop.Kind is HopKind.Router).To);
                Assert.All(walk.Forward.Items, hop => Assert.True(hop.Drift is null, $"{hop.Place}: {hop.Drift}"));
                // The packet leaves with the address of the device that it leaves by.
                var own = await WalkLab.OnAsync("network", $"ip -n {space} -4 -o address show dev {spread.Chosen} | sed -n 's#.*inet \\([0-9.]*\\)/24.*#\\1#p'");
                await lab.Probe("vm2").PingAsync(target, default);
                Assert.Contains($"dst={own} ", await WalkLab.OnAsync("network", $"ip netns exec {space} conntrack -L -d {target} 2>/dev/null || true"));
            }
        }
        finally
        {
            await SetGatewaysAsync(1, isSpread: false);
        }

        async Task SetGatewaysAsync(int count, bool isSpread)
        {
            var gateways = Enumerable.Range(0, count).Select(_ => (JsonNode)new JsonObject { ["network_id"] = external });
            (await lab.Cloud.UpdateAsync(
                CloudResources.Routers, router.Id, new() { ["external_gateways"] = new JsonArray([.. gateways]), ["enable_default_route_ecmp"] = isSpread }, default)).Unwrap();
        }
    }

    private async Task AssertEndsAsync(string from, string to, DropReason reason, Probe probe)
    {
        var walk = await lab.WalkAsync(from, to, "icmp", 0);
        Assert.True(walk.Drop?.Reason == reason, $"{from} → {to}: {walk.Drop?.Reason}\n{WalkText.Of(walk, WalkLanguage.English)}");
        // What was just changed comes to the host a moment after the API's answer.
        Assert.True(
            await CloudFixture.BecomesTrueAsync(() => probe.PingIsDroppedAsync(walk.Destination.Address.ToString(), default)),
            $"{from} → {to} is answered, and the walk says {reason}.");
    }
}
