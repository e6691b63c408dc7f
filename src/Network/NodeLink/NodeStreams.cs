using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Naru.Network.Nodes;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.NodeLink;

/// <summary>All attached hosts; passes each commit to those it concerns.</summary>
public sealed class NodeStreams(Store store, ILogger<NodeStreams> log) : BackgroundService
{
    private static readonly WriteContext Startup = new("startup", "");

    private readonly ConcurrentDictionary<string, NodeStream> _streams = new();

    /// <summary>Makes this the stream of its host; an older one of the same host is over.</summary>
    internal void Add(NodeStream stream) => _streams[stream.Host] = stream;

    /// <returns>Whether it was still the stream of its host, which is now without one.</returns>
    internal bool Remove(NodeStream stream) => _streams.TryRemove(KeyValuePair.Create(stream.Host, stream));

    /// <summary>Notes that nobody is attached to a server that has just started; only then are hosts let in.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await store.WriteAsync(Startup, Result<Done> (state) =>
        {
            foreach (var node in state.In(NodeTable.Table).All.Where(node => node.IsAttached).ToList())
                state.Update(NodeTable.Table, node with { IsAttached = false, DetachedAt = state.Time });
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
                    foreach (var (_, stream) in _streams)
                        stream.Look(commit);
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
