using System.Text.Json.Nodes;
using Naru.Lab.Checks;
using Naru.Lab.Cloud;
using Naru.Lab.Instances;
using Naru.Lab.Topology;
using Naru.Walk.Telling;
using Naru.Walk.Told;

namespace Naru.Lab.Specs;

/// <summary>The reasons for which packets end: the walk names it, and a real packet ends as well.</summary>
[Trait("Category", "Lab")]
[Collection(WalkLab.Collection)]
public sealed class WalkDropSpecs(WalkLab lab)
{
    private const string Outside = "198.51.100.1";
    private const int TimedOut = 124;

    [CloudFact]
    public async Task A_packet_ends_where_and_why_the_walk_says()
    {
        Assert.True(lab.Up.ExitCode == 0, lab.Up.Output);

        // Within the course's cloud.
        await AssertEndsAsync("vm2", "vm1", DropReason.NoIngressRule, tcp: 8080);
        await AssertEndsAsync("vm3", Outside, DropReason.NoEgressRule, tcp: 8080);
        await AssertEndsAsync("vm1", "192.168.50.99", DropReason.AddressUnknown);
        await AssertEndsAsync(Outside, "192.168.50.3", DropReason.PrivateAddress);
        await AssertClosedAsync("vm1", "192.168.50.1");
        await AssertTooLargeAsync("vm1", "vm2");
        await AssertSpoofedAsync("vm2", "vm1", "192.168.50.250");

        // No gateway, and then no port.
        await lab.MakeNetworkAsync("lonely", "192.168.81", hasGateway: false);
        var hermit = await lab.StartAsync(new InstanceRequest("hermit", "compute-2") { Network = "lonely", SecurityGroups = [CourseTopology.WebGroup] });
        await AssertEndsAsync("hermit", Outside, DropReason.NoGateway, probe: hermit);
        await lab.MakeNetworkAsync("dead-end", "192.168.82", hasGateway: true);
        var router = await lab.MakeRouterAsync("cul-de-sac", "dead-end");
        var stuck = await lab.StartAsync(new InstanceRequest("stuck", "compute-2") { Network = "dead-end", SecurityGroups = [CourseTopology.WebGroup] });
        await AssertEndsAsync("stuck", Outside, DropReason.NoRoute, probe: stuck);
        (await lab.Cloud.UpdateAsync(CloudResources.Routers, router, new() { ["admin_state_up"] = false }, default)).Unwrap();
        await AssertEndsAsync("stuck", Outside, DropReason.RouterDown, probe: stuck);

        var spare = await lab.MakePortAsync("internal", new() { ["name"] = "spare" });
        await AssertEndsAsync("vm1", spare.FixedIps[0].IpAddress, DropReason.PortUnbound);
        await SetAsync("hermit", new() { ["admin_state_up"] = false });
        await AssertEndsAsync("hermit", "192.168.81.1", DropReason.PortDown, probe: hermit);
    }

    [CloudFact]
    public async Task Allowed_addresses_pass_and_so_does_everything_without_port_security()
    {
        Assert.True(lab.Up.ExitCode == 0, lab.Up.Output);
        await SetAsync("vm2", new() { ["allowed_address_pairs"] = new JsonArray(new JsonObject { ["ip_address"] = "192.168.50.200" }) });
        await lab.Probe("vm2").ScriptAsync("ip address add 192.168.50.200/24 dev eth0", new Dictionary<string, string>(), default);
        await AssertAnsweredAsync("vm1", "192.168.50.200", "icmp", 0);

        await AssertEndsAsync("vm1", "vm2", DropReason.NoIngressRule, tcp: 8080);
        await SetAsync("vm2", new() { ["allowed_address_pairs"] = new JsonArray(), ["security_groups"] = new JsonArray(), ["port_security_enabled"] = false });
        await AssertAnsweredAsync("vm1", "vm2", "tcp", 8080);
    }

    private async Task AssertEndsAsync(string from, string to, DropReason reason, int tcp = 0, Probe? probe = null)
    {
        var walk = await lab.WalkAsync(from, to, tcp == 0 ? "icmp" : "tcp", tcp);
        Assert.True(walk.Drop?.Reason == reason, $"{from} → {to}: {walk.Drop?.Reason}\n{WalkText.Of(walk, WalkLanguage.English)}");
        var target = walk.Destination.Address.ToString();
        probe ??= lab.Probe(from);
        // What was just changed comes to the host a moment after the API's answer.
        Assert.True(
            await CloudFixture.BecomesTrueAsync(() => tcp == 0 ? probe.PingIsDroppedAsync(target, default) : probe.TcpIsDroppedAsync(target, tcp, default)),
            $"{from} → {to} is answered, and the walk says {reason}.");
    }

    private async Task AssertAnsweredAsync(string from, string to, string protocol, int port)
    {
        var walk = await lab.WalkAsync(from, to, protocol, port);
        Assert.True(walk.Verdict is Verdict.Answered, WalkText.Of(walk, WalkLanguage.English));
        var target = walk.Destination.Address.ToString();
        Assert.True(protocol == "icmp"
            ? await lab.Probe(from).ComesToAnswerAsync(target, default)
            : (await lab.Probe(from).FetchAsync(target, port, "/", default)).ExitCode != TimedOut);
    }

    private async Task AssertClosedAsync(string from, string to)
    {
        var walk = await lab.WalkAsync(from, to, "tcp", 22);
        Assert.Equal(DropReason.ServiceClosed, walk.Drop?.Reason);
        Assert.False((await lab.Probe(from).FetchAsync(to, 22, "/", default)).Succeeded);
    }

    private async Task AssertTooLargeAsync(string from, string to)
    {
        var walk = await WalkLab.WalkAsync(lab.Cloud, from, to, "icmp", 0, more => more["size"] = 1451);
        Assert.Equal(DropReason.Mtu, walk.Drop?.Reason);
        Assert.False(await lab.Probe(from).PingsAsync(walk.Destination.Address.ToString(), default, "-M", "do", "-s", "1423"));
    }

    private async Task AssertSpoofedAsync(string from, string to, string source)
    {
        var walk = await WalkLab.WalkAsync(lab.Cloud, from, to, "icmp", 0, more => more["source_ip"] = source);
        Assert.Equal(DropReason.Spoofing, walk.Drop?.Reason);
        var probe = lab.Probe(from);
        await probe.ScriptAsync($"ip address add {source}/24 dev eth0", new Dictionary<string, string>(), default);
        try
        {
            Assert.False((await probe.RunAsync(["ping", "-n", "-c", "2", "-i", "0.3", "-W", "1", "-I", source, walk.Destination.Address.ToString()], default)).Succeeded);
        }
        finally
        {
            await probe.ScriptAsync($"ip address del {source}/24 dev eth0", new Dictionary<string, string>(), default);
        }
    }

    private async Task SetAsync(string port, JsonObject values)
    {
        var found = (await lab.Cloud.FindAsync(CloudResources.Ports, port, default)).Unwrap();
        (await lab.Cloud.UpdateAsync(CloudResources.Ports, found.Id, values, default)).Unwrap();
    }
}
