using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Naru.ObjectStorage.Content;
using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Versions;

namespace Naru.ObjectStorage.Expiry;

/// <summary>Removes objects whose end has come, and once the bytes that a crash left behind.</summary>
internal sealed class ExpiryWorker(ObjectIndex index, IContentEngine engine, WriteClock clock, ILogger<ExpiryWorker> log) : BackgroundService
{
    private const int PerRound = 1000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SweepPause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var isSwept = await SweepAsync(stoppingToken);
        var sweepAt = clock.Now + SweepPause;
        using var timer = new PeriodicTimer(Pause);
        while (!stoppingToken.IsCancellationRequested && await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!isSwept && clock.Now >= sweepAt)
            {
                isSwept = await SweepAsync(stoppingToken);
                sweepAt = clock.Now + SweepPause;
            }
            await RemoveEndedAsync();
        }
    }

    private async Task<bool> SweepAsync(CancellationToken cancellation)
    {
        try
        {
            // What is not in the index was never acknowledged.
            if (await engine.SweepAsync(id => index.Read(reader => reader.NeedsFile(id)), cancellation) is > 0 and var swept)
                log.Swept(swept);
            return true;
        }
        catch (EngineException exception)
        {
            log.NotSwept(exception.Message);
            return false;
        }
    }

    private async Task RemoveEndedAsync()
    {
        IReadOnlyList<(long Container, string Name)> ended;
        while ((ended = index.Read(reader => reader.Ended(clock.Now.ToUnixTimeSeconds(), PerRound))).Count > 0)
        {
            foreach (var (container, name, reason) in (await index.WriteAsync<List<(string, string, string)>>(writer => Remove(writer, ended))).Unwrap())
                log.NotRemoved(container, name, reason);
        }
    }

    /// <returns>Those of which no former version could be kept, and why.</returns>
    private List<(string Container, string Name, string Reason)> Remove(IndexWriter writer, IReadOnlyList<(long Container, string Name)> ended)
    {
        List<(string, string, string)> notKept = [];
        foreach (var (id, name) in ended)
        {
            // It may have been given a later end in between.
            if (writer.Container(id) is { } container && writer.Object(id, name) is { } item && item.IsExpired(clock.Now)
                && ObjectChange.Delete(writer, container, item, clock.Next()).Error is { } error)
            {
                writer.Remove(id, item);
                notKept.Add((container.Name, name, error.Message));
            }
        }
        return notKept;
    }
}
