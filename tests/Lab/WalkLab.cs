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

    private static readonly ProgramLab Lab = new("walkspecs", Port);

    private CloudClient? _cloud;
    private Scene? _scene;

    public LabDirectory Directory => Lab.Directory;

    /// <summary>What <c>naru up</c> printed and how it ended.</summary>
    public (int ExitCode, string Output) Up { get; private set; }

    public async Task InitializeAsync()
    {
        if (CloudFixture.Program is null)
            return;
        await NaruAsync("down");
        Up = await NaruAsync("up", "--port", Port);
        if (LabState.Load(Directory) is null)
            throw new InvalidOperationException(Up.Output);
        _cloud = await Lab.SignInAsync();
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

    public static Task<string> OnAsync(string host, string script) => Lab.OnAsync(host, script);

    public CloudClient Cloud => _cloud ?? throw new InvalidOperationException("The lab is not up.");

    /// <summary>A network with one subnet.</summary>
    /// <param name="prefix">The first three numbers of its addresses.</param>
    public async Task MakeNetworkAsync(string name, string prefix, bool hasGateway = true)
    {
        var network = (await Cloud.CreateAsync(CloudResources.Networks, new() { ["name"] = name }, default)).Unwrap();
        var subnet = new JsonObject { ["network_id"] = network.Id, ["ip_version"] = 4, ["cidr"] = $"{prefix}.0/24" };
        if (!hasGateway)
            subnet["gateway_ip"] = null;
        (await Cloud.CreateAsync(CloudResources.Subnets, subnet, default)).Unwrap();
    }

    /// <summary>A router of the one subnet of a network, once its ports are there.</summary>
    public async Task<string> MakeRouterAsync(string name, string network)
    {
        var router = (await Cloud.CreateAsync(CloudResources.Routers, new() { ["name"] = name }, default)).Unwrap();
        var id = (await Cloud.FindAsync(CloudResources.Networks, network, default)).Unwrap().Id;
        var subnet = (await Cloud.ListAsync(CloudResources.Subnets, $"network_id={id}", default)).Unwrap()[0];
        (await Cloud.AddRouterInterfaceAsync(router.Id, subnet.Id, default)).Unwrap();
        (await CloudReadiness.WaitForPortsAsync(Cloud, default)).Unwrap();
        return router.Id;
    }

    public async Task<CloudPort> MakePortAsync(string network, JsonObject values)
    {
        values["network_id"] = (await Cloud.FindAsync(CloudResources.Networks, network, default)).Unwrap().Id;
        return (await Cloud.CreateAsync(CloudResources.Ports, values, default)).Unwrap();
    }

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

    public static Task<(int ExitCode, string Output)> NaruAsync(string command, params string[] arguments) => Lab.NaruAsync(command, arguments);
}

[CollectionDefinition(WalkLab.Collection)]
public sealed class WalkLabCollection : ICollectionFixture<WalkLab>;
