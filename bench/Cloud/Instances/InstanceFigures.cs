using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Naru.Bench.DataPlane;
using Naru.Bench.Figures;
using Naru.Lab.Cloud;
using Naru.Lab.Instances;
using Naru.Lab.Processes;

namespace Naru.Bench.Instances;

/// <summary>How soon servers are there, and what they take.</summary>
public sealed class InstanceFigures(BenchOptions options, MeasuredLab lab)
{
    private const string Compute = "/compute/v2.1";
    private const string Network = "internal";
    private const string Group = "web";
    private const string Name = "bench-";
    private const int Many = 50;
    private const string Active = "ACTIVE";
    private const string Failed = "ERROR";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    private readonly CloudServers _servers = new(lab.Cloud);

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        MeasuredLab.Wanted(await _servers.RaiseQuotaAsync(cancellation));
        var server = await DescribeAsync(cancellation);
        var (toPing, toActive) = await OneByOneAsync(server, cancellation);
        yield return new Figure("POST server → first ping", toPing.Median, Unit.Milliseconds) { Aim = 500, Detail = toPing.ToString() };
        yield return new Figure("POST server → ACTIVE", toActive.Median, Unit.Milliseconds) { Detail = toActive.ToString() };

        var (elapsed, ids) = await ManyAsync(server, cancellation);
        yield return new Figure($"{Many} servers in one request → all ACTIVE", elapsed.TotalSeconds, Unit.Seconds) { Aim = 15 };
        var memory = new Samples([.. ids.Select(MemoryOf)]);
        yield return new Figure("memory of a light instance, its programs and what the kernel keeps for them", memory.Median, Unit.Mebibytes) { Detail = memory.ToString() };
        foreach (var id in ids)
            await GoneAsync(id, cancellation);
    }

    private async Task<(Samples ToPing, Samples ToActive)> OneByOneAsync(JsonObject server, CancellationToken cancellation)
    {
        List<double> toPing = [], toActive = [];
        var peer = MeasuredLab.Wanted(InstanceShells.Beside(lab.Directory, lab.Course.Vm2));
        for (var sample = 0; sample < options.Samples; sample++)
        {
            var address = $"192.168.50.{150 + sample % 100}";
            server["networks"]![0]!["fixed_ip"] = address;
            await using var trace = await PingTrace.StartAsync(peer, "eth0", address, cancellation);
            await Task.Delay(Settling, cancellation);
            var posted = DateTimeOffset.UtcNow;
            using var made = await AskAsync(HttpMethod.Post, "servers", new JsonObject { ["server"] = server.DeepClone() }, cancellation);
            var id = made.RootElement.GetProperty("server").GetProperty("id").GetString()!;
            while (await StatusAsync(id, cancellation) is not Active)
                await Task.Delay(10, cancellation);
            toActive.Add((DateTimeOffset.UtcNow - posted).TotalMilliseconds);
            toPing.Add((await trace.FirstAnswerAsync(posted, Patience, cancellation))?.TotalMilliseconds ?? throw new ToolFailedException($"The server {id} does not answer at {address}."));
            await GoneAsync(id, cancellation);
        }
        return (new Samples(toPing), new Samples(toActive));
    }

    private async Task<(TimeSpan Elapsed, IReadOnlyList<string> Ids)> ManyAsync(JsonObject server, CancellationToken cancellation)
    {
        ((JsonObject)server["networks"]![0]!).Remove("fixed_ip");
        server["min_count"] = Many;
        var posted = DateTimeOffset.UtcNow;
        using var made = await AskAsync(HttpMethod.Post, "servers", new JsonObject { ["server"] = server.DeepClone() }, cancellation);
        while (true)
        {
            using var listed = await AskAsync(HttpMethod.Get, $"servers/detail?name=^{Name}", null, cancellation);
            var servers = listed.RootElement.GetProperty("servers").EnumerateArray().Select(each => (Id: each.GetProperty("id").GetString()!, Status: each.GetProperty("status").GetString())).ToList();
            if (servers.Find(each => each.Status is Failed) is { Id: { } failed })
                throw new ToolFailedException($"The server {failed} has failed.");
            if (servers.Count(each => each.Status is Active) == Many)
                return (DateTimeOffset.UtcNow - posted, [.. servers.Select(each => each.Id)]);
            if (DateTimeOffset.UtcNow - posted > Patience)
                throw new ToolFailedException($"Of {Many} servers {servers.Count(each => each.Status is Active)} are ACTIVE after {Patience}.");
            await Task.Delay(50, cancellation);
        }
    }

    private async Task<JsonObject> DescribeAsync(CancellationToken cancellation)
    {
        var network = MeasuredLab.Wanted(await lab.Cloud.FindAsync(CloudResources.Networks, Network, cancellation));
        var image = MeasuredLab.Wanted(await _servers.EnsureImageAsync(cancellation));
        var flavor = MeasuredLab.Wanted(await _servers.FlavorIdAsync(CloudServers.Flavor, cancellation));
        return new JsonObject
        {
            ["name"] = $"{Name}server", ["flavorRef"] = flavor, ["imageRef"] = image,
            ["networks"] = new JsonArray(new JsonObject { ["uuid"] = network.Id }),
            ["security_groups"] = new JsonArray(new JsonObject { ["name"] = Group }),
        };
    }

    private async Task<string?> StatusAsync(string id, CancellationToken cancellation)
    {
        using var shown = await AskAsync(HttpMethod.Get, $"servers/{id}", null, cancellation);
        var status = shown.RootElement.GetProperty("server").GetProperty("status").GetString();
        return status is Failed ? throw new ToolFailedException($"The server {id} has failed.") : status;
    }

    private async Task GoneAsync(string id, CancellationToken cancellation)
    {
        MeasuredLab.Wanted(await lab.Cloud.RemoveAsync($"{Compute}/servers/{id}", cancellation));
        while ((await lab.Cloud.AskAsync(HttpMethod.Get, $"{Compute}/servers/{id}", null, cancellation)).TryGet(out var shown, out _))
        {
            shown.Dispose();
            await Task.Delay(20, cancellation);
        }
    }

    private async Task<JsonDocument> AskAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellation) =>
        MeasuredLab.Wanted(await lab.Cloud.AskAsync(method, $"{Compute}/{path}", body, cancellation));

    // What belongs to nobody else: without the pages of the file cache, which the kernel may take back. In MiB.
    private static double MemoryOf(string id)
    {
        var group = InstanceProcesses.Group("memory", id) ?? throw new ToolFailedException($"The server {id} has no control group.");
        var file = $"{group}/memory.stat";
        var numbers = File.ReadLines(file).Select(line => line.Split(' ')).ToDictionary(words => words[0], words => long.Parse(words[1], CultureInfo.InvariantCulture));
        // Version 2 has 'anon' and 'kernel' there; version 1 'rss', and the kernel's in a file of its own.
        var octets = numbers.TryGetValue("anon", out var anonymous)
            ? anonymous + numbers.GetValueOrDefault("kernel")
            : numbers["rss"] + (File.Exists($"{group}/memory.kmem.usage_in_bytes") ? long.Parse(File.ReadAllText($"{group}/memory.kmem.usage_in_bytes"), CultureInfo.InvariantCulture) : 0);
        return octets / (double)(1 << 20);
    }
}
