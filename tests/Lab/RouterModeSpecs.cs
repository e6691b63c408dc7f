using System.Globalization;
using Naru.Lab.Hosts;
using Naru.Lab.Instances;
using Naru.Lab.Topology;
using Naru.Walk.Telling;
using Naru.Walk.Told;

namespace Naru.Lab.Specs;

/// <summary>
/// Distributed and highly available routers in a cloud with two network hosts, on real packets: a cell of the matrix with every scenario,
/// over Geneve and an IPv6 underlay, before what is particular to these routers.
/// </summary>
[Trait("Category", "Lab")]
public sealed class RouterModeSpecs : IAsyncLifetime
{
    private const string Port = "15094";
    private const int Pings = 100;

    /// <summary>What instances and routers send beside the pings, such as advertisements.</summary>
    private const int Noise = Pings / 2;

    // Of all that comes, what tunnels carry and what is pinged outside of them: not the agents' own probes of the underlay.
    private const string Seen = """
        nft add table netdev spared
        nft 'add chain netdev spared seen { type filter hook ingress devices = { eth0, eth1 } priority 0; }'
        nft add rule netdev spared seen udp dport 6081 counter
        nft add rule netdev spared seen meta protocol ip meta l4proto icmp counter
        """;

    private const string Count = "nft list table netdev spared | sed -n 's/.*counter packets \\([0-9]*\\).*/\\1/p'";

    private static readonly ProgramLab Lab = new("routermodes", Port);
    private static readonly string[] NetworkHosts = [LabHost.NetworkName, $"{LabHost.NetworkName}-2"];

    public async Task InitializeAsync()
    {
        if (CloudFixture.Program is not null)
            await Lab.NaruAsync("down");
    }

    public async Task DisposeAsync()
    {
        if (CloudFixture.Program is not null)
            await Lab.NaruAsync("down");
    }

    [CloudFact]
    public async Task Distributed_routers_spare_the_network_hosts_and_highly_available_ones_move_and_are_never_active_twice()
    {
        var (code, output) = await Lab.NaruAsync("up", "--dvr", "--network-hosts", "2", "--type", "geneve", "--ipv6-underlay", "--scenarios", "--port", Port);
        Assert.True(code == 0, output);

        await AssertWalksAsync("vm1", "vm3");
        await AssertWalksAsync(OutsideWorld.InternetAddress, "203.0.113.101");
        await AssertWalksAsync("vm2", OutsideWorld.InternetAddress);
        await AssertWalksAsync("vm3", "203.0.113.101");
        foreach (var host in NetworkHosts)
            await Lab.OnAsync(host, Seen);
        Assert.InRange(await CountAsync("vm1", await AddressOfAsync("vm3")), 0, Noise);
        Assert.InRange(await CountAsync("outside", "203.0.113.101"), 0, Noise);
        Assert.InRange(await CountAsync("vm2", OutsideWorld.InternetAddress), 2 * Pings, int.MaxValue);

        await MovesAsync();
    }

    /// <summary>The walk arrives and is answered, and the data plane says the same of each hop.</summary>
    private static async Task AssertWalksAsync(string from, string to)
    {
        using var cloud = await Lab.SignInAsync();
        var walk = await WalkLab.WalkAsync(cloud, from, to, "icmp", 0, more => more["observe"] = true);
        var text = WalkText.Of(walk, WalkLanguage.English);
        Assert.True(walk.Verdict is Verdict.Answered, text);
        Assert.All(walk.Forward.Items.Concat(walk.Back.Items), hop => Assert.True(hop.Drift is null, text));
    }

    /// <summary>Pings, and counts the frames of instances that came to the network hosts meanwhile.</summary>
    private static async Task<long> CountAsync(string from, string to)
    {
        var before = await FramesAsync();
        Assert.Contains($" {Pings} received", await Lab.OnAsync(from, $"ping -q -i 0.02 -c {Pings} {to}"), StringComparison.Ordinal);
        return await FramesAsync() - before;
    }

    private static async Task<long> FramesAsync()
    {
        var sum = 0L;
        foreach (var host in NetworkHosts)
        {
            var counters = await Lab.OnAsync(host, Count);
            sum += counters.Split('\n').Sum(line => long.Parse(line, CultureInfo.InvariantCulture));
        }
        return sum;
    }

    private static async Task MovesAsync()
    {
        using var cloud = await Lab.SignInAsync();
        var builder = new TopologyBuilder(cloud);
        var external = (await builder.EnsureNetworkAsync(CourseTopology.External, default)).Unwrap().NetworkId;
        var subnet = (await builder.EnsureNetworkAsync(new NetworkPlan("guarded", "192.168.70.0/24"), default)).Unwrap();
        var router = (await builder.EnsureRouterAsync("r2", external, [subnet], default, RouterMode.HighlyAvailable)).Unwrap();
        var instances = new LabInstances(Lab.Directory, cloud);
        var vm5 = (await instances.StartAsync(new InstanceRequest("vm5", "compute-2") { Network = "guarded" }, default)).Unwrap();
        (await instances.WaitAsync(vm5, default)).Unwrap();
        var space = $"qrouter-{router.Id}";
        var ping = $"ping -c 1 -W 1 {OutsideWorld.InternetAddress} >/dev/null && echo yes || true";
        Assert.True(await CloudFixture.BecomesTrueAsync(async () => await Lab.OnAsync("vm5", ping) == "yes"));

        await AssertWalksAsync("vm5", OutsideWorld.InternetAddress);
        var active = await ActiveAsync(space);
        var other = NetworkHosts.Single(host => host != active);
        var sent = NetworkHosts.ToDictionary(host => host, host => Lab.OnAsync(
            host, $"timeout 15 ip netns exec {space} tcpdump -i $(ip -n {space} -br link | grep -o 'qg-[0-9a-f-]*') -nn -tt -l -Q out icmp 2>/dev/null || true"));
        var pings = Lab.OnAsync("vm5", $"ping -q -i 0.01 -c 1000 {OutsideWorld.InternetAddress} || true");
        await Task.Delay(TimeSpan.FromSeconds(4));
        Lab.State.Hosts.Single(host => host.Host.Name == active).Agent!.Kill(); // It runs.
        await pings;

        Assert.True(await CloudFixture.BecomesTrueAsync(async () => await ActiveAsync(space) == other));
        Assert.True(await CloudFixture.BecomesTrueAsync(async () => await Lab.OnAsync("vm5", ping) == "yes"));
        var (last, first) = (Times(await sent[active]).Max(), Times(await sent[other]).Min());
        Assert.True(last < first, $"{active} sent until {last}, and {other} from {first} on.");
    }

    /// <summary>The host whose gate is open; empty: none is.</summary>
    private static async Task<string> ActiveAsync(string space)
    {
        foreach (var host in NetworkHosts)
        {
            if (await Lab.OnAsync(host, $"ip netns exec {space} nft list set netdev naru-lease held | grep -c qg- || true") != "0")
                return host;
        }
        return "";
    }

    private static IEnumerable<decimal> Times(string capture) => capture.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => decimal.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture));

    private static Task<string> AddressOfAsync(string instance) =>
        Lab.OnAsync(instance, "ip -4 -o addr show eth0 | sed -n 's/.*inet \\([0-9.]*\\).*/\\1/p'");
}
