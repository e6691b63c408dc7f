using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Naru.Network;
using Naru.Network.Nodes;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Ovn.Specs;

/// <summary>The Networking API of a cloud on OVN, with a gateway and two hosts for instances that exist in name only.</summary>
internal sealed class OvnCloud : IAsyncDisposable
{
    private readonly TestCloud _cloud;
    private readonly Dictionary<string, string> _ids = [];

    private OvnCloud(TestCloud cloud) => _cloud = cloud;

    public Store Store => _cloud.Store;

    public Snapshot State => Store.Current;

    /// <summary>Ids by the names that tests give them.</summary>
    public IReadOnlyDictionary<string, string> Ids => _ids;

    public static async Task<OvnCloud> StartAsync()
    {
        var cloud = new OvnCloud(await TestCloud.StartAsync(new NetworkOptions { UsesOvn = true, ProjectNetworkTypes = ["geneve"] }));
        await cloud.AttachAsync("gateway-1", NodeRole.Gateway);
        await cloud.AttachAsync("host-1");
        await cloud.AttachAsync("host-2");
        return cloud;
    }

    public async ValueTask DisposeAsync() => await _cloud.DisposeAsync();

    public Task AttachAsync(string host, params NodeRole[] roles) => WriteAsync(state => _cloud.Services.GetRequiredService<NodeAttachment>().Attach(
        state,
        new NodeHello(
            host, "1", "ovn", IpAddress.Parse("10.0.0.2"), ["geneve"], [new BridgeMapping("physnet1", "br-ex")], "ovn", "system",
            EquatableList.Create<NodeRole>(roles), "nova") { IsSimulated = true }));

    /// <summary>Creates what must succeed. The name stands for the id in later requests, and in golden files.</summary>
    public async Task<string> AddAsync(string name, string path, string singular, string attributes, string project = "admin")
    {
        var id = (await _cloud.CreateAsync(project, path, singular, Fill(attributes))).GetProperty("id").GetString()!;
        _ids[name] = id;
        return id;
    }

    public async Task DoAsync(string method, string path, string? body = null, string project = "admin")
    {
        var (status, answer) = await SendAsync(method, path, body, project);
        Assert.True(status is >= 200 and < 300, $"{method} {path}: {status} {answer}");
    }

    public Task<(int Status, JsonElement Body)> SendAsync(string method, string path, string? body = null, string project = "admin") =>
        _cloud.SendAsync(project, method, Fill(path), body is null ? null : Fill(body));

    public async Task WriteAsync(Action<Transaction> write) =>
        (await Store.WriteAsync(new WriteContext("test", "test"), Result<Done> (state) =>
        {
            write(state);
            return Done.Ok;
        })).Unwrap();

    /// <summary>What was written after a revision.</summary>
    public async Task<List<Commit>> CommitsSinceAsync(long revision)
    {
        var commits = new List<Commit>();
        if (State.Revision == revision)
            return commits;
        await foreach (var commit in Store.WatchAsync(revision, default))
        {
            commits.Add(commit);
            if (commit.Revision == State.Revision)
                break;
        }
        return commits;
    }

    private string Fill(string text) => _ids
        .OrderByDescending(id => id.Key.Length)
        .Aggregate(text, (filled, id) => filled.Replace(id.Key, id.Value, StringComparison.Ordinal));
}
