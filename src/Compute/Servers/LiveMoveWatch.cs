using Microsoft.Extensions.Hosting;
using Naru.Network.Nodes;
using Naru.Primitives;
using Naru.State;

namespace Naru.Compute.Servers;

/// <summary>Takes back what cannot be done: an instance does not wait for ever for a host that has gone.</summary>
internal sealed class LiveMoveWatch(Store store, ServerProgress progress, LiveMoves moves, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>How long a host is expected back: its agent may only have been started anew.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (Lost(store.Current).Any())
                await store.WriteAsync(new WriteContext("live-moves", ""), TakeBack, stoppingToken);
        }
    }

    private Result<Done> TakeBack(Transaction state)
    {
        foreach (var server in Lost(state).ToList())
            progress.Save(state, moves.Fail(state, server, $"Host '{server.Move!.Target}' is away."));
        return Done.Ok;
    }

    private IEnumerable<Server> Lost(IStateReader state)
    {
        var now = time.GetUtcNow();
        return state.In(NodeTable.Table).All.Where(node => node is { IsAttached: false, DetachedAt: { } gone } && now - gone > Patience)
            .SelectMany(node => ComputeTables.ServersByTarget.Of(state, node.Id));
    }
}
