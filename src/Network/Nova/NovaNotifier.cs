using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Naru.Rest.Keystone;
using Naru.State;

namespace Naru.Network.Nova;

/// <summary>Follows the commits and tells Nova of those that instances wait for.</summary>
/// <remarks>
/// As with Neutron, an event that cannot be delivered for a minute is given up: Nova has its own time limit and asks by itself when it
/// is over. Nothing is kept over a restart.
/// </remarks>
public sealed class NovaNotifier(
    Store store, NovaOptions options, KeystoneSession keystone, TimeProvider time, ILogger<NovaNotifier> log) : BackgroundService
{
    private const int MostWaiting = 10_000;
    private const int LargestBatch = 500;
    private const int MostAttempts = 6;
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);

    // Full means that Nova has been away for long: the newest events are those that somebody still waits for.
    private readonly Channel<NovaEvent> _waiting =
        Channel.CreateBounded<NovaEvent>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });

    private long _seen;

    /// <summary>Events are told of all commits after this returned.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _seen = store.Current.Revision;
        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(WatchAsync(stoppingToken), SendAsync(stoppingToken));

    private async Task WatchAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await foreach (var commit in store.WatchAsync(_seen, cancellation))
                {
                    _seen = commit.Revision;
                    foreach (var one in NovaEvents.Of(commit, options))
                        _waiting.Writer.TryWrite(one);
                }
            }
            catch (RevisionNotRetainedException)
            {
                log.NovaEventsMissed(_seen);
                _seen = store.Current.Revision;
            }
        }
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        using var client = new NovaClient(options, keystone, log);
        while (await _waiting.Reader.WaitToReadAsync(cancellation))
        {
            var batch = new List<NovaEvent>();
            while (batch.Count < LargestBatch && _waiting.Reader.TryRead(out var one))
            {
                if (!batch.Contains(one))
                    batch.Add(one);
            }
            await SendAsync(client, batch, cancellation);
            await Task.Delay(TimeSpan.FromSeconds(options.BatchSeconds), time, cancellation);
        }
    }

    private async Task SendAsync(NovaClient client, List<NovaEvent> batch, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            if ((await client.SendAsync(batch, cancellation)).TryGet(out _, out var error))
            {
                log.NovaTold(batch.Count);
                return;
            }
            if (attempt == MostAttempts)
            {
                log.NovaGivenUp(batch.Count, error.Message);
                return;
            }
            log.NovaAway(batch.Count, error.Message);
            await Task.Delay(FirstRetry * (1 << (attempt - 1)) * (0.75 + (0.5 * Random.Shared.NextDouble())), time, cancellation);
        }
    }
}
