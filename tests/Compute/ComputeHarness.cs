using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Naru.Callers.Specs;
using Naru.Compute.Invariants;
using Naru.Compute.Servers;
using Naru.Images;
using Naru.Network;
using Naru.Network.NodeLink;
using Naru.Network.Nodes;
using Naru.Network.SimulatedHosts;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Compute.Specs;

/// <summary>Compute with Network, Images and two simulated hosts on a port of its own, with tokens of the form <c>user:project:role,role</c>.</summary>
internal sealed class ComputeHarness : IAsyncDisposable
{
    public const string Owner = "alice:p1:member,reader";
    public const string Other = "bob:p2:member,reader";
    public const string Admin = "root:p0:admin,member,reader";

    private const int Attempts = 4000;

    private readonly string _directory = Directory.CreateTempSubdirectory("naru-compute-spec-").FullName;
    private readonly MemoryJournal _journal = new();
    private Store _store = null!;
    private WebApplication _app = null!;

    private ComputeHarness()
    {
    }

    public HttpClient Client { get; private set; } = null!;

    public Store Store => _store;

    public string ImageId { get; private set; } = "";

    public string NetworkId { get; private set; } = "";

    public static async Task<ComputeHarness> StartAsync()
    {
        var harness = new ComputeHarness();
        await harness.RunAsync();
        await harness.PrepareAsync();
        return harness;
    }

    /// <summary>Ends the server and starts another one on the same state.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await RunAsync();
    }

    public async Task<(int Status, JsonNode? Body, HttpResponseMessage Answer)> CallAsync(string method, string path, string? json = null, string token = Owner, string? version = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path.StartsWith('/') ? path : $"/compute/v2.1/{path}");
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        request.Headers.Add("X-Auth-Token", token);
        if (version is not null)
            request.Headers.Add("OpenStack-API-Version", $"compute {version}");
        var answer = await Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : null, answer);
    }

    public async Task<JsonNode> GetAsync(string path, string token = Owner, string? version = null)
    {
        var (status, body, _) = await CallAsync("GET", path, token: token, version: version);
        Assert.Equal(200, status);
        return body!;
    }

    /// <summary>Makes an instance on the network and waits until it is active.</summary>
    public async Task<string> BootAsync(string name = "one", string more = "")
    {
        var (status, body, _) = await CallAsync("POST", "servers", $$$"""
            {"server":{"name":"{{{name}}}","flavorRef":"1","imageRef":"{{{ImageId}}}","networks":[{"uuid":"{{{NetworkId}}}"}]{{{more}}} }}
            """);
        Assert.True(status == 202, $"{status} {body}");
        var id = body!["server"]!["id"]!.GetValue<string>();
        await UntilAsync(id, "ACTIVE");
        return id;
    }

    public async Task ActAsync(string id, string action, int expected = 202, string token = Owner, string? version = null)
    {
        var (status, body, _) = await CallAsync("POST", $"servers/{id}/action", action, token, version);
        Assert.True(status == expected, $"{action}: {status} {body}");
    }

    /// <summary>Waits for a status, or for the instance to be gone (null), by asking.</summary>
    public async Task UntilAsync(string id, string? wanted)
    {
        var last = "";
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (status, body, _) = await CallAsync("GET", $"servers/{id}", token: Admin);
            last = status == 404 ? null : body!["server"]!["status"]!.GetValue<string>();
            if (last == wanted && (wanted is null || body!["server"]!["OS-EXT-STS:task_state"] is null))
                return;
            await Task.Yield();
        }
        Assert.Fail($"The instance is {last ?? "gone"}, not {wanted ?? "gone"}.");
    }

    /// <summary>The host of an instance says that it is another way than it was.</summary>
    public async Task ReportAsync(string id, Func<NodeInstanceState, NodeInstanceState> change)
    {
        var progress = _app.Services.GetRequiredService<ServerProgress>();
        (await _store.WriteAsync(new WriteContext("test", ""), Result<Done> (state) =>
        {
            var server = state.In(ComputeTables.Servers).Find(id)!;
            progress.Record(state, server.Host, change(server.Observed!));
            return Done.Ok;
        })).Unwrap();
    }

    /// <summary>A host says how an instance is on it.</summary>
    public async Task SayAsync(string host, NodeInstanceState observed) => (await _store.WriteAsync(new WriteContext("test", ""), Result<Done> (state) =>
    {
        _app.Services.GetRequiredService<ServerProgress>().Record(state, host, observed);
        return Done.Ok;
    })).Unwrap();

    /// <summary>Adds a host that is like another one and says nothing by itself.</summary>
    public async Task AddSilentHostAsync(string host, string like) => (await _store.WriteAsync(new WriteContext("test", ""), Result<Done> (state) =>
    {
        state.Insert(NodeTable.Table, state.In(NodeTable.Table).Find(like)! with { Id = host });
        state.Insert(ComputeTables.Hosts, state.In(ComputeTables.Hosts).Find(like)! with { Id = host, Number = 99 });
        return Done.Ok;
    })).Unwrap();

    /// <summary>The server finds all hosts, or none.</summary>
    /// <param name="since">How long they are away.</param>
    public async Task AttachHostsAsync(bool isAttached, TimeSpan since = default) => (await _store.WriteAsync(new WriteContext("test", ""), Result<Done> (state) =>
    {
        foreach (var node in state.In(NodeTable.Table).All.ToList())
            state.Update(NodeTable.Table, node with { IsAttached = isAttached, DetachedAt = state.Time - since });
        return Done.Ok;
    })).Unwrap();

    public void AssertSound()
    {
        foreach (var invariant in _app.Services.GetServices<IInvariant>())
            Assert.Empty(invariant.Violations(_store.Current));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task StopAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
    }

    private async Task RunAsync()
    {
        _store = await Store.OpenAsync(new Schema([.. NetworkTables.All, .. ImageTables.All, .. ComputeTables.All]), _journal, TimeProvider.System);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton(_store);
        builder.Services.AddSingleton<ICallerResolver, WrittenCallers>();
        builder.Services.AddNetwork(new NetworkOptions());
        builder.Services.AddNodeLink();
        builder.Services.AddImages(new ImageOptions(_directory, []));
        builder.Services.AddCompute(new ComputeOptions());
        builder.Services.AddComputeInvariants();
        builder.Services.AddSimulatedHosts(SimulatedHostsService.Named(2));
        _app = builder.Build();
        await _app.Services.PrepareNetworkAsync();
        var network = _app.MapNetworkApi();
        _app.MapImageApi();
        _app.MapComputeApi(network);
        await _app.StartAsync();
        Client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    private async Task PrepareAsync()
    {
        await CallAsync("POST", "flavors", """{"flavor":{"id":"1","name":"small","ram":64,"vcpus":1,"disk":1}}""", Admin);
        await CallAsync("POST", "flavors", """{"flavor":{"id":"2","name":"large","ram":128,"vcpus":2,"disk":2}}""", Admin);
        NetworkId = (await CallAsync("POST", "/networking/v2.0/networks", """{"network":{"name":"net"}}""")).Body!["network"]!["id"]!.GetValue<string>();
        await CallAsync("POST", "/networking/v2.0/subnets", $$$"""{"subnet":{"network_id":"{{{NetworkId}}}","ip_version":4,"cidr":"10.0.0.0/24"}}""");
        ImageId = (await CallAsync("POST", "/image/v2/images", """{"name":"image","disk_format":"raw","container_format":"bare"}""")).Body!["id"]!.GetValue<string>();
        using var upload = new HttpRequestMessage(HttpMethod.Put, $"/image/v2/images/{ImageId}/file") { Content = new ByteArrayContent(new byte[1000]) };
        upload.Content.Headers.ContentType = new("application/octet-stream");
        upload.Headers.Add("X-Auth-Token", Owner);
        Assert.Equal(HttpStatusCode.NoContent, (await Client.SendAsync(upload)).StatusCode);
    }
}
