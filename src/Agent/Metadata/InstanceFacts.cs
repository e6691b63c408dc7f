using System.Collections.Concurrent;
using System.Text.Json;
using Naru.Agent.Server;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Metadata;

/// <summary>What instances of other hosts are, asked of the server: an instance reads many documents in one moment, and the server is asked once.</summary>
internal sealed class InstanceFacts(ServerContent server, TimeProvider time) : IInstanceFacts
{
    /// <summary>How old an answer may be.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(3);

    private const int Most = 1000;

    private readonly ConcurrentDictionary<string, (long At, NodeInstance? Instance)> _known = [];

    public async Task<NodeInstance?> FindAsync(string id, CancellationToken cancellation)
    {
        if (_known.TryGetValue(id, out var known) && time.GetElapsedTime(known.At) < Freshness)
            return known.Instance;
        using var answer = new MemoryStream();
        var fetched = await server.FetchAsync(NodeContentKinds.Instance, id, answer, cancellation);
        if (!fetched.Succeeded)
            return null;
        var instance = JsonSerializer.Deserialize(answer.ToArray(), NodeJson.Default.NodeInstance);
        if (_known.Count >= Most)
            _known.Clear();
        _known[id] = (time.GetTimestamp(), instance);
        return instance;
    }

    public async Task<Result<Done>> KeepPasswordAsync(string id, byte[] octets, CancellationToken cancellation)
    {
        using var content = new MemoryStream(octets);
        var kept = await server.DeliverAsync(NodeContentKinds.SealedPassword, id, content, cancellation);
        _known.TryRemove(id, out _);
        return kept.Map(_ => default(Done));
    }
}
