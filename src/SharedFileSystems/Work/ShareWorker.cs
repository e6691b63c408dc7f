using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Naru.Primitives;
using Naru.SharedFileSystems.Servers;
using Naru.SharedFileSystems.Storage;
using Naru.State;

namespace Naru.SharedFileSystems.Work;

/// <summary>Brings the storage to what the state wants: works on volumes, several at once, and publishes exports.</summary>
/// <remarks>
/// What is to be done is in the state and nowhere else, and every step can be done twice. So a server that was killed goes on where it was.
/// </remarks>
internal sealed class ShareWorker(
    Store store, IShareBackend backend, VolumeWork work, ServerWork servers, PublishedRules rules, Housekeeping housekeeping, TimeProvider time, ILogger<ShareWorker> log) : BackgroundService
{
    private const int AtOnce = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, Task> _running = [];
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly RetryPause _pause = new(Patience, TimeSpan.FromMinutes(1));

    // What was asked for last; null: nothing is known of what clients find.
    private EquatableList<Export>? _asked;
    private EquatableList<Export> _published;
    private HashSet<string> _unexported = [];
    private DateTimeOffset _retryAt;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await backend.StopAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var watching = WatchAsync(stoppingToken);
        var isStarted = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!isStarted && !(isStarted = (await backend.StartAsync(Desired.Volumes(store.Current), Desired.Servers(store.Current), stoppingToken)).TryGet(out _, out var error)))
                    log.PublishFailed(error!.Message);
                if (isStarted)
                    await RoundAsync(stoppingToken);
                await _wake.WaitAsync(Patience, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                log.WorkerFailed(exception);
                await Task.Delay(Patience, stoppingToken);
            }
        }
        await Task.WhenAll(_running.Values.Append(watching)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RoundAsync(CancellationToken cancellation)
    {
        foreach (var (id, _) in _running.Where(pair => pair.Value.IsCompleted).ToList())
            _running.Remove(id);
        await PublishAsync(cancellation);
        await housekeeping.RunAsync(store.Current);
        foreach (var (id, begin) in work.Waiting(store.Current).Concat(servers.Waiting(store.Current)))
        {
            if (_running.Count >= AtOnce)
                break;
            if (!_running.ContainsKey(id))
                _running[id] = RunAsync(id, begin, cancellation);
        }
    }

    private async Task RunAsync(string id, Func<CancellationToken, Task> begin, CancellationToken cancellation)
    {
        try
        {
            await begin(cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await work.FailAsync(id, exception.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.WorkerFailed(exception);
            await work.FailAsync(id, exception.Message);
        }
        Wake();
    }

    private async Task PublishAsync(CancellationToken cancellation)
    {
        var state = store.Current;
        var wanted = Desired.Exports(state, backend.Features.Interrupts);
        if (_asked != wanted)
            _pause.Reset();
        if (_asked != wanted || backend.IsLost || IsRetryDue(state))
        {
            // An attempt that fails half-way may have taken effect: until one succeeds, clients find what was, what is wanted, or both.
            _asked = null;
            work.Published = work.Published.Items.Union(wanted.Items).ToEquatableList();
            if (!(await backend.PublishAsync(wanted, cancellation)).TryGet(out var missing, out var error))
            {
                log.PublishFailed(error.Message);
                return;
            }
            foreach (var one in missing.Items)
                await RefuseAsync(state, one);
            var gone = missing.Items.Where(one => one.Client is null).Select(one => one.Export).ToList();
            _unexported = [.. gone.Select(export => export.Volume.Id)];
            _retryAt = time.GetUtcNow() + _pause.Next();
            _published = wanted.Items.Except(gone).ToEquatableList();
            work.Published = _published;
            _asked = wanted;
        }
        await rules.SettleAsync(state, _published, cancellation);
    }

    /// <summary>What is missing is tried again after a while, or when work on it is done: that may have mended it.</summary>
    private bool IsRetryDue(Snapshot state) => _unexported.Count > 0
        && (time.GetUtcNow() >= _retryAt || state.In(ShareTables.Shares).All.Any(share => share.IsWorkDone && _unexported.Contains(share.InstanceId)));

    /// <summary>Nobody waits for an export that does not come.</summary>
    private async Task RefuseAsync(Snapshot state, Unexported missing)
    {
        var volume = missing.Export.Volume.Id;
        if (!_unexported.Contains(volume))
            log.NotExported(volume, missing.Reason);
        if (state.In(ShareTables.Shares).All.FirstOrDefault(share => share.InstanceId == volume) is { } share)
        {
            await rules.FailAsync(share.Id, missing.Client);
            if (share.IsWorkDone && missing.Client is null)
                await work.FailAsync(share.Id, missing.Reason);
        }
        else if (state.In(ShareTables.Snapshots).All.FirstOrDefault(snapshot => snapshot.InstanceId == volume) is { } snapshot)
        {
            await rules.FailAsync(snapshot.Id, missing.Client);
        }
    }

    private async Task WatchAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await foreach (var commit in store.WatchAsync(store.Current.Revision, cancellation))
                {
                    if (commit.Changes.Any(change => change.Table == ShareTables.Shares || change.Table == ShareTables.Snapshots || change.Table == ShareTables.Rules
                        || change.Table == ShareTables.Groups || change.Table == ShareTables.Servers || change.Table == ShareTables.GroupSnapshots))
                        Wake();
                }
            }
            catch (RevisionNotRetainedException)
            {
                // Too much happened at once; a look at all of it comes anyway.
                Wake();
            }
        }
    }

    private void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }
}
