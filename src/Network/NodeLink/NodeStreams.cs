using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Naru.Network.Nodes;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.NodeLink;

/// <summary>All attached hosts; passes each commit to those it concerns.</summary>
public sealed class NodeStreams(Store store, ILogger<NodeStreams> log) : BackgroundService
{
    /// <summary>A look at the data plane takes milliseconds; a busy host gets some more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly WriteContext Startup = new("startup", "");

    private readonly ConcurrentDictionary<string, NodeStream> _streams = new();

    /// <summary>Makes this the stream of its host; an older one of the same host is over.</summary>
    internal void Add(NodeStream stream) => _streams[stream.Host] = stream;

    /// <summary>Asks an attached host something about its data plane.</summary>
    /// <returns>The answer, or why there is none: the host is away, does not answer in time, or cannot say.</returns>
    public async Task<Result<string>> AskAsync(string host, NodeQuestionKind kind, EquatableList<string> words, CancellationToken cancellation)
    {
        if (!_streams.TryGetValue(host, out var stream))
            return new Error(ErrorKind.Unavailable, "HostAway", $"The agent of host '{host}' is not attached.");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            var answer = await stream.AskAsync(kind, words, patience.Token);
            return answer.IsRefusal ? new Error(ErrorKind.Unavailable, "NoAnswer", $"Host '{host}': {answer.Text}") : answer.Text;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Error(ErrorKind.Unavailable, "NoAnswer", $"Host '{host}' has not answered within {Patience.TotalSeconds:0} s.");
        }
    }

    /// <returns>Whether it was still the stream of its host, which is now without one.</returns>
    internal bool Remove(NodeStream stream) => _streams.TryRemove(KeyValuePair.Create(stream.Host, stream));

    /// <summary>Notes that nobody is attached to a server that has just started; only then are hosts let in.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await store.WriteAsync(Startup, Result<Done> (state) =>
        {
            foreach (var node in state.In(NodeTable.Table).All.Where(node => node.IsAttached || node.HasMetadataAgent).ToList())
                state.Update(NodeTable.Table, node with { IsAttached = false, HasMetadataAgent = false, DetachedAt = state.Time });
            return Done.Ok;
        }, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var seen = store.Current.Revision;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var commit in store.WatchAsync(seen, stoppingToken))
                {
                    seen = commit.Revision;
                    var news = commit.Changes.Where(NodeConcern.IsNews).ToList();
                    foreach (var (_, stream) in _streams)
                        stream.Look(commit, news);
                }
            }
            catch (RevisionNotRetainedException)
            {
                // So far behind that changes were forgotten: every host looks at everything.
                log.CommitsMissed(seen);
                seen = store.Current.Revision;
                foreach (var (_, stream) in _streams)
                    stream.LookAgain();
            }
        }
    }
}
