using System.Globalization;
using System.Text.Json.Nodes;
using Naru.Lab.Cloud;

namespace Naru.Lab.Specs;

/// <summary>Server and agents are killed while servers are made, resized and deleted: what the API says in the end is what hosts have.</summary>
[Trait("Category", "Lab")]
[Collection(CloudFixture.Collection)]
public sealed class ServerFaultSpecs
{
    private const string Name = "fault-";
    private static readonly TimeSpan BetweenKills = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenRequests = TimeSpan.FromMilliseconds(300);

    /// <summary>How many are there at most, in the middle of a move also twice: not more than two processors carry.</summary>
    private const int Most = 20;

    /// <summary>How many servers are made; more of them by NARU_FAULTS.</summary>
    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("NARU_FAULTS"), CultureInfo.InvariantCulture, out var count) ? count : 10;

    [CloudFact]
    public async Task Nothing_is_stuck_or_left_after_server_and_agents_were_killed_in_the_middle()
    {
        using var cloud = await CloudFixture.SignInAsync();
        var servers = new Servers(cloud, CloudFixture.Directory);
        var (small, large) = (await servers.FlavorAsync("fault.small", 48, 1, 1, 0), await servers.FlavorAsync("fault.large", 56, 2, 1, 0));
        var described = await servers.DescribeAsync(Name, small, "internal");
        (await new CloudServers(cloud).RaiseQuotaAsync(default)).Unwrap();
        var portsBefore = await PortsAsync(cloud);

        using var ended = new CancellationTokenSource();
        var killing = KillAsync(ended.Token);
        await ChurnAsync(servers, described, large);
        await ended.CancelAsync();
        await killing;
        var (code, output) = await CloudFixture.RepairAsync();
        Assert.True(code == 0, output);

        foreach (var id in await servers.ListAsync(Name))
        {
            Assert.True(await CloudFixture.BecomesTrueAsync(async () => await servers.ShowAsync(id) is null or { Task: null, Status: "ACTIVE" or "VERIFY_RESIZE" }),
                $"Server {id} is {await servers.ShowAsync(id)}.");
        }
        await IsWellAsync();

        var all = await servers.ListAsync(Name);
        foreach (var id in all)
            await servers.RemoveAsync(id);
        foreach (var id in all)
            await servers.GoneAsync(id);
        await IsWellAsync();
        Assert.Empty(all.SelectMany(servers.Traces));
        Assert.Equal(portsBefore, await PortsAsync(cloud));
    }

    // A request that meets a killed server fails, and is made again: it may have been done or not.
    private static async Task ChurnAsync(Servers servers, JsonObject described, string large)
    {
        for (var (number, failures) = (0, 0); number < Count; number++)
        {
            try
            {
                described["server"]!["name"] = $"{Name}{number}";
                await servers.CreateAsync(described);
                await Task.Delay(BetweenRequests);
                var known = await servers.ListAsync(Name);
                if (number % 3 == 1 && known.Count > 0)
                    await servers.TryActAsync(known[number % known.Count], "resize", new JsonObject { ["flavorRef"] = large });
                if (number % 2 == 1 || known.Count > Most)
                    await servers.RemoveAsync(known[number * 7 % known.Count]);
            }
            catch (Exception failed) when (failed is HttpRequestException or InvalidOperationException)
            {
                Assert.True(++failures < 10 * Count, $"No request succeeds any more: {failed.Message}");
                number--;
                await Task.Delay(BetweenRequests);
            }
        }
    }

    private static async Task KillAsync(CancellationToken cancellation)
    {
        for (var round = 0; !cancellation.IsCancellationRequested; round++)
        {
            var state = CloudFixture.State;
            var agents = state.Hosts.Where(host => host.Agent is not null).Select(host => host.Agent).ToList();
            CloudFixture.Kill(round % (agents.Count + 1) == agents.Count ? state.Server : agents[round % (agents.Count + 1)]);
            await CloudFixture.RepairAsync();
            await Task.WhenAny(Task.Delay(BetweenKills, cancellation));
        }
    }

    private static async Task IsWellAsync()
    {
        var (code, output) = await CloudFixture.Lab.NaruAsync("doctor");
        Assert.True(code == 0, output);
    }

    private static async Task<int> PortsAsync(CloudClient cloud) => (await cloud.ListAsync(CloudResources.Ports, "", default)).Unwrap().Count;
}
