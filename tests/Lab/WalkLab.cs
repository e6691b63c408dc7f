using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Naru.Lab.Checks;
using Naru.Lab.Cloud;
using Naru.Lab.Instances;
using Naru.Lab.Topology;
using Naru.Walk.Telling;
using Naru.Walk.Told;

namespace Naru.Lab.Specs;

/// <summary>A cloud of its own with the course's topology, on which walks are asked for and packets sent.</summary>
public sealed class WalkLab : IAsyncLifetime
{
    /// <summary>The tests that share it, one after the other.</summary>
    public const string Collection = "walk";

    public const string Port = "15093";

    private static readonly LabDirectory Place = LabDirectory.Of("walkspecs").Unwrap();

    private CloudClient? _cloud;
    private Scene? _scene;

    public LabDirectory Directory => Place;

    /// <summary>What <c>naru up</c> printed and how it ended.</summary>
    public (int ExitCode, string Output) Up { get; private set; }

    public async Task InitializeAsync()
    {
        if (CloudFixture.Program is null)
            return;
        await NaruAsync("down");
        Up = await NaruAsync("up", "--port", Port);
        var state = LabState.Load(Directory) ?? throw new InvalidOperationException(Up.Output);
        _cloud = (await CloudClient.SignInAsync(CloudCredentials.OfAdministrator(Directory, state).Unwrap(), default)).Unwrap();
        _scene = new Scene(Directory, _cloud, (await Course.EnsureAsync(Directory, _cloud, default)).Unwrap());
        await _scene.StartServersAsync(default);
    }

    public async Task DisposeAsync()
    {
        if (_scene is not null)
            await _scene.DisposeAsync();
        _cloud?.Dispose();
        if (CloudFixture.Program is not null)
            await NaruAsync("down");
    }

    public WalkChecks Checks => new(Cloud, Scene);

    public Probe Probe(string name) => Checks.Probe(name);

    public static async Task<string> OnAsync(string host, string script) =>
        (await LabTargets.Host(Place, host).Unwrap().MustRunAsync(["sh", "-c", script], default)).Trim();

    public CloudClient Cloud => _cloud ?? throw new InvalidOperationException("The lab is not up.");

    /// <summary>Makes an instance in a network and waits for its address; its port may be there already.</summary>
    public async Task<Probe> StartAsync(InstanceRequest request)
    {
        var instances = new LabInstances(Directory, Cloud);
        var instance = (await instances.StartAsync(request, default)).Unwrap();
        (await instances.WaitAsync(instance, default)).Unwrap();
        return new Probe(InstanceShells.Beside(Directory, instance).Unwrap());
    }

    public Task<PacketWalk> WalkAsync(string from, string to, string protocol, int port, bool observe = false) =>
        WalkAsync(Cloud, from, to, protocol, port, more => more["observe"] = observe);

    public static async Task<PacketWalk> WalkAsync(CloudClient cloud, string from, string to, string protocol, int port, Action<JsonObject>? more = null)
    {
        var asked = new JsonObject { ["source"] = from, ["destination"] = to, ["protocol"] = protocol };
        if (port != 0)
            asked["port"] = port;
        more?.Invoke(asked);
        using var answer = (await cloud.AskAsync(HttpMethod.Post, "walk", new JsonObject { ["walk"] = asked }, default)).Unwrap();
        return answer.RootElement.GetProperty("walk").Deserialize(WalkJson.Default.PacketWalk)!; // The server sends one.
    }

    private Scene Scene => _scene ?? throw new InvalidOperationException("The lab is not up.");

    public static async Task<(int ExitCode, string Output)> NaruAsync(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(CloudFixture.Program!, [command, "--lab", Place.Name, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!; // A program that exists starts.
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}

[CollectionDefinition(WalkLab.Collection)]
public sealed class WalkLabCollection : ICollectionFixture<WalkLab>;
