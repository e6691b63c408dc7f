using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Naru.Network.Nodes;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network;

/// <summary>A cloud with a network host, an external network and two of project <c>alpha</c>; ids by name (<c>$external</c>).</summary>
internal sealed class L3Cloud : IAsyncDisposable
{
    public const string NetworkHost = "network-1";

    private readonly Dictionary<string, string> _ids = [];
    private readonly TestCloud _cloud;

    private L3Cloud(TestCloud cloud) => _cloud = cloud;

    public Store Store => _cloud.Store;

    public Snapshot State => Store.Current;

    /// <summary>What was written after a snapshot.</summary>
    public async Task<IReadOnlyList<Change>> ChangesSinceAsync(Snapshot before) =>
        [.. (await CommitsSinceAsync(before)).SelectMany(commit => commit.Changes)];

    public async Task<IReadOnlyList<Commit>> CommitsSinceAsync(Snapshot before)
    {
        var commits = new List<Commit>();
        if (State.Revision == before.Revision)
            return commits;
        await foreach (var commit in _cloud.Store.WatchAsync(before.Revision, default))
        {
            commits.Add(commit);
            if (commit.Revision == State.Revision)
                break;
        }
        return commits;
    }

    public static async Task<L3Cloud> StartAsync()
    {
        var cloud = new L3Cloud(await TestCloud.StartAsync());
        await cloud.AttachAsync(NetworkHost, NodeRole.L3, NodeRole.Dhcp);
        await cloud.AddAsync("admin", "$external", "networks", "network", """{"router:external":true,"provider:network_type":"flat","provider:physical_network":"physnet1"}""");
        await cloud.AddAsync("admin", "$external_subnet", "subnets", "subnet",
            """{"network_id":"$external","ip_version":4,"cidr":"203.0.113.0/24","enable_dhcp":false,"allocation_pools":[{"start":"203.0.113.100","end":"203.0.113.102"}]}""");
        await cloud.AddAsync("alpha", "$internal", "networks", "network", "{}");
        await cloud.AddAsync("alpha", "$subnet", "subnets", "subnet", """{"network_id":"$internal","ip_version":4,"cidr":"192.168.50.0/24"}""");
        await cloud.AddAsync("alpha", "$backend", "networks", "network", "{}");
        await cloud.AddAsync("alpha", "$backend_subnet", "subnets", "subnet", """{"network_id":"$backend","ip_version":4,"cidr":"192.168.60.0/24"}""");
        await cloud.AddAsync("alpha", "$router", "routers", "router", """{"name":"r1"}""");
        await cloud.AddAsync("alpha", "$port", "ports", "port", """{"network_id":"$internal"}""");
        return cloud;
    }

    public async ValueTask DisposeAsync() => await _cloud.DisposeAsync();

    /// <summary>An agent's host attaches as the node service would let it.</summary>
    public async Task AttachAsync(string host, params NodeRole[] roles)
    {
        var hello = new NodeHello(
            host, "1", "openvswitch", IpAddress.Parse("10.0.0.2"), ["vxlan"], [new BridgeMapping("physnet1", "br-ex")], "openflow", "system",
            EquatableList.Create<NodeRole>(roles), "nova");
        await WriteAsync(state => _cloud.Services.GetRequiredService<NodeAttachment>().Attach(state, hello));
    }

    public Task DetachAsync(string host) => WriteAsync(state => NodeAttachment.Detach(state, host));

    public Task ObserveAsync(string host, ObservedKind kind, string id, Condition condition, string detail = "") =>
        WriteAsync(state => Observations.Apply(state, host, [new Observation(kind, Fill(id), condition, detail)]));

    public async Task AddAsync(string project, string name, string path, string singular, string attributes) =>
        _ids[name] = (await _cloud.CreateAsync(project, path, singular, Fill(attributes))).GetProperty("id").GetString()!;

    public void Name(string name, string id) => _ids[name] = id;

    public string Fill(string text) => _ids
        .OrderByDescending(id => id.Key.Length)
        .Aggregate(text, (filled, id) => filled.Replace(id.Key, id.Value, StringComparison.Ordinal));

    public Task<(int Status, JsonElement Body)> SendAsync(string project, string method, string path, string? body = null) =>
        _cloud.SendAsync(project, method, Fill(path), body is null ? null : Fill(body));

    /// <summary>Sends what must succeed and answers its body.</summary>
    public async Task<JsonElement> DoAsync(string project, string method, string path, string? body = null)
    {
        var (status, answer) = await SendAsync(project, method, path, body);
        Assert.True(status is >= 200 and < 300, $"{method} {path}: {status} {answer}");
        return answer;
    }

    public async Task RefusedAsync(string project, string method, string path, string? body, int status, string type, string message)
    {
        var (actual, answer) = await SendAsync(project, method, path, body);
        Assert.True(actual == status, $"{method} {path} {body}: {actual} {answer}");
        var error = answer.GetProperty("NeutronError");
        Assert.Equal(type, error.GetProperty("type").GetString());
        Assert.Contains(Fill(message), error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    /// <summary>r1 between the external network and <c>$subnet</c>.</summary>
    public async Task ConnectAsync()
    {
        await DoAsync("alpha", "PUT", "routers/$router", """{"router":{"external_gateway_info":{"network_id":"$external"}}}""");
        await DoAsync("alpha", "PUT", "routers/$router/add_router_interface", """{"subnet_id":"$subnet"}""");
    }

    public T Service<T>() where T : notnull => _cloud.Services.GetRequiredService<T>();

    public async Task WriteAsync(Action<Transaction> write) =>
        (await _cloud.Store.WriteAsync(new WriteContext("test", "test"), Result<Done> (state) =>
        {
            write(state);
            return Done.Ok;
        })).Unwrap();
}
