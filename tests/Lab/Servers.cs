using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Naru.Lab.Cloud;
using Naru.Lab.Instances;
using Naru.Primitives;

namespace Naru.Lab.Specs;

/// <summary>The servers of a lab, as a client of the Compute API has them, and what is really there of them.</summary>
internal sealed class Servers(CloudClient cloud, LabDirectory directory)
{
    private const string Root = "/compute/v2.1";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public async Task<string> FlavorAsync(string name, int memory, int rootGiB, int ephemeralGiB, int swapMiB)
    {
        using var made = await AskAsync(HttpMethod.Post, "flavors", new JsonObject
        {
            ["flavor"] = new JsonObject
            {
                ["name"] = name, ["ram"] = memory, ["disk"] = rootGiB, ["vcpus"] = 1, ["OS-FLV-EXT-DATA:ephemeral"] = ephemeralGiB, ["swap"] = swapMiB,
            },
        });
        return made.RootElement.GetProperty("flavor").GetProperty("id").GetString()!;
    }

    /// <summary>Gives a flavor an extra spec.</summary>
    public async Task SpecifyAsync(string flavor, string name, string value) =>
        (await AskAsync(HttpMethod.Post, $"flavors/{flavor}/os-extra_specs", new JsonObject { ["extra_specs"] = new JsonObject { [name] = value } })).Dispose();

    /// <summary>The first of its addresses.</summary>
    public async Task<string> AddressAsync(string id)
    {
        using var shown = await AskAsync(HttpMethod.Get, $"servers/{id}", null);
        return shown.RootElement.GetProperty("server").GetProperty("addresses").EnumerateObject().First().Value[0].GetProperty("addr").GetString()!;
    }

    /// <summary>Where it is.</summary>
    public async Task<string> HostAsync(string id)
    {
        using var shown = await AskAsync(HttpMethod.Get, $"servers/{id}", null);
        return shown.RootElement.GetProperty("server").GetProperty("OS-EXT-SRV-ATTR:host").GetString()!;
    }

    /// <summary>The status of the last of its moves.</summary>
    public async Task<string> MoveAsync(string id)
    {
        using var listed = await AskAsync(HttpMethod.Get, $"os-migrations?instance_uuid={id}", null);
        return listed.RootElement.GetProperty("migrations").EnumerateArray().MaxBy(migration => migration.GetProperty("id").GetInt32()).GetProperty("status").GetString()!;
    }

    public async Task<string> ConsoleAsync(string id)
    {
        using var told = await AskAsync(HttpMethod.Post, $"servers/{id}/action", new JsonObject { ["os-getConsoleOutput"] = new JsonObject() });
        return told.RootElement.GetProperty("output").GetString()!;
    }

    /// <summary>Where a console is that one can type into.</summary>
    public async Task<Result<string>> ConsoleUrlAsync(string id, string action, string type)
    {
        var asked = await cloud.AskAsync(HttpMethod.Post, $"{Root}/servers/{id}/action", new JsonObject { [action] = new JsonObject { ["type"] = type } }, default);
        return asked.Map(told =>
        {
            using (told)
                return told.RootElement.GetProperty("console").GetProperty("url").GetString()!;
        });
    }

    /// <summary>Attaches a card of a network.</summary>
    /// <returns>The id of its port.</returns>
    public async Task<string> ConnectAsync(string id, string networkId)
    {
        using var made = await AskAsync(HttpMethod.Post, $"servers/{id}/os-interface", new JsonObject { ["interfaceAttachment"] = new JsonObject { ["net_id"] = networkId } });
        return made.RootElement.GetProperty("interfaceAttachment").GetProperty("port_id").GetString()!;
    }

    public async Task DisconnectAsync(string id, string portId) => (await cloud.RemoveAsync($"{Root}/servers/{id}/os-interface/{portId}", default)).Unwrap();

    /// <param name="flavor">The id of one.</param>
    /// <param name="network">The name of one.</param>
    public async Task<JsonObject> DescribeAsync(string name, string flavor, string network)
    {
        var image = (await new CloudServers(cloud).EnsureImageAsync(default)).Unwrap();
        var found = (await cloud.FindAsync(CloudResources.Networks, network, default)).Unwrap();
        return new JsonObject
        {
            ["server"] = new JsonObject
            {
                ["name"] = name, ["flavorRef"] = flavor, ["imageRef"] = image, ["networks"] = new JsonArray(new JsonObject { ["uuid"] = found.Id }),
            },
        };
    }

    public async Task<string> CreateAsync(JsonObject described)
    {
        using var made = await AskAsync(HttpMethod.Post, "servers", described);
        return made.RootElement.GetProperty("server").GetProperty("id").GetString()!;
    }

    /// <summary>Asks for an action, as its body says.</summary>
    public async Task ActAsync(string id, string action, JsonNode? argument = null) => (await TryActAsync(id, action, argument)).Unwrap();

    public Task<Result<Done>> TryActAsync(string id, string action, JsonNode? argument = null) =>
        cloud.SendAsync($"{Root}/servers/{id}/action", new JsonObject { [action] = argument }, default);

    public async Task UntilAsync(string id, string status)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var shown = await ShowAsync(id);
            if (shown is { } server && server.Status == status && server.Task is null)
                return;
            Assert.True(clock.Elapsed < Patience, $"Server {id} is {shown?.ToString() ?? "not there"} and not {status}.");
            await Task.Delay(100);
        }
    }

    /// <summary>Null: there is none.</summary>
    public async Task<(string Status, string? Task, string? Fault)?> ShowAsync(string id)
    {
        var shown = await cloud.AskAsync(HttpMethod.Get, $"{Root}/servers/{id}", null, default);
        if (shown.Error is { Kind: ErrorKind.NotFound })
            return null;
        using var document = shown.Unwrap();
        var server = document.RootElement.GetProperty("server");
        return (
            server.GetProperty("status").GetString()!,
            server.GetProperty("OS-EXT-STS:task_state").GetString(),
            server.TryGetProperty("fault", out var fault) ? fault.GetProperty("message").GetString() : null);
    }

    /// <summary>The ids of those whose names begin so.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string begin)
    {
        using var listed = await AskAsync(HttpMethod.Get, $"servers?name=^{begin}", null);
        return [.. listed.RootElement.GetProperty("servers").EnumerateArray().Select(server => server.GetProperty("id").GetString()!)];
    }

    public async Task<Result<Done>> RemoveAsync(string id) => await cloud.RemoveAsync($"{Root}/servers/{id}", default);

    public async Task GoneAsync(string id)
    {
        var clock = Stopwatch.StartNew();
        while (await ShowAsync(id) is { } shown)
        {
            Assert.True(clock.Elapsed < Patience, $"Server {id} is {shown} and not gone.");
            await Task.Delay(100);
        }
    }

    /// <summary>What a shell command says in a server.</summary>
    public static async Task<string> InsideAsync(string id, string script)
    {
        var first = InstanceProcesses.First(id) ?? throw new InvalidOperationException($"Server {id} does not run.");
        using var process = Process.Start(new ProcessStartInfo(
            "nsenter", ["--target", $"{first.Pid}", "--mount", "--net", "--uts", "--ipc", "--pid", "--root", "--wd", "--", "/bin/sh", "-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (await output + await errors).Trim();
    }

    /// <summary>What of a server is on the machine, beside what the network has of its ports.</summary>
    public IEnumerable<string> Traces(string id)
    {
        foreach (var files in Directory.EnumerateDirectories($"{directory.Path}/hosts", id, SearchOption.AllDirectories))
            yield return files;
        foreach (var group in Directory.EnumerateDirectories("/sys/fs/cgroup", $"naru-{id}*").Concat(
            Directory.EnumerateDirectories("/sys/fs/cgroup").SelectMany(controller => Directory.EnumerateDirectories(controller, $"naru-{id}*"))))
            yield return group;
        foreach (var device in Directory.EnumerateDirectories("/sys/block", "loop*").Where(device => File.Exists($"{device}/loop/backing_file")))
        {
            if (File.ReadAllText($"{device}/loop/backing_file").Contains(id, StringComparison.Ordinal))
                yield return device;
        }
    }

    private async Task<JsonDocument> AskAsync(HttpMethod method, string path, JsonObject? body) =>
        (await cloud.AskAsync(method, $"{Root}/{path}", body, default)).Unwrap();
}
