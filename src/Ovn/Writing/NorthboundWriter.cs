using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Naru.Ovn.Comparing;
using Naru.Primitives;
using Naru.Protocols.Ovsdb.Models.OvnNorthbound;
using Naru.Protocols.Ovsdb.Replica;
using Naru.Protocols.Ovsdb.Transactions;
using Naru.State;
using Commit = Naru.State.Commit;

namespace Naru.Ovn.Writing;

/// <summary>Keeps the northbound database what the cloud says it should be.</summary>
/// <remarks>
/// Whenever it begins (at start, after a reconnect, after a refusal) it compares all tables and writes the difference, if there is one. From then on each commit costs
/// the rows of the objects that it concerns. What somebody else changes on our rows is found by a comparison and put back. Of several
/// servers on one database the one writes that has the lock; each transaction asserts it.
/// </remarks>
public sealed class NorthboundWriter : BackgroundService
{
    private const string Lock = "naru_northbound";
    private const int LinesTold = 20;
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(1);

    private readonly Store _store;
    private readonly OvnOptions _options;
    private readonly ILogger<NorthboundWriter> _log;
    private readonly OvsdbReplica _replica;
    private long _writtenRevision;
    private volatile TaskCompletionSource _progress = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public NorthboundWriter(Store store, OvnOptions options, ILogger<NorthboundWriter> log)
    {
        (_store, _options, _log) = (store, options, log);
        _replica = new OvsdbReplica([.. options.Northbound], NorthboundReplica);
    }

    /// <summary>What is followed: the columns that we write, and nothing that changes by itself.</summary>
    private static ReplicaOptions NorthboundReplica { get; } = new(
        "OVN_Northbound",
        [.. OwnTables.All.Select(table => table.Model)])
    {
        LeaderOnly = true,
        Lock = Lock,
    };

    /// <summary>The revision of the state that the database holds; zero before the first.</summary>
    public long WrittenRevision => Interlocked.Read(ref _writtenRevision);

    /// <summary>The last full comparison.</summary>
    public ComparisonReport LastComparison { get; private set; } = ComparisonReport.None;

    /// <summary>Compares all tables now, and only tells.</summary>
    public NorthboundDelta Compare(IStateReader state) => FullComparison.Between(DesiredRows.Of(state), Read(_replica.Current));

    /// <summary>Waits until the database holds what a revision says.</summary>
    public async Task WrittenAsync(long revision, CancellationToken cancellation)
    {
        while (true)
        {
            var progress = _progress;
            if (WrittenRevision >= revision)
                return;
            await progress.Task.WaitAsync(cancellation);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _replica.DisposeAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var signs = AskForSignsOfLifeAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _replica.WaitUntilAsync(IsOurs, stoppingToken);
                _log.Writes();
                await WriteAsync(stoppingToken);
                if (_replica.Current is { IsConnected: false, Problem: { } problem })
                    _log.NorthboundAway(problem.Message);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                _log.RoundFailed(exception);
                await Task.Delay(AfterRefusal, stoppingToken);
            }
        }
        await signs;
    }

    /// <summary>How long a look at everything can wait. At most a tenth of the time is spent on looking, however large the database is; and a hundredth while we write, when most news are our own and somebody waits for the next.</summary>
    private TimeSpan UntilLook(long lastLook, long lastWrite)
    {
        var (sinceLook, sinceWrite) = (Stopwatch.GetElapsedTime(lastLook), Stopwatch.GetElapsedTime(lastWrite));
        var ifQuiet = Between(10) - sinceLook;
        var quiet = _options.LookInterval - sinceWrite;
        var atTheLatest = Between(100) - sinceLook;
        return TimeSpan.FromTicks(Math.Min(Math.Max(ifQuiet.Ticks, quiet.Ticks), atTheLatest.Ticks));

        TimeSpan Between(int share) => TimeSpan.FromTicks(Math.Max(_options.LookInterval.Ticks, share * LastComparison.Duration.Ticks));
    }

    private static bool IsOurs(ReplicaSnapshot snapshot) => snapshot is { IsConnected: true, IsLoaded: true, HoldsLock: true };

    private static IEnumerable<(Rows.RowKey Key, Protocols.Ovsdb.Values.OvsdbRow Row)> Read(ReplicaSnapshot snapshot) =>
        OwnTables.All.SelectMany(table => table.Read(snapshot));

    /// <summary>Writes until the database is away, refuses, or is somebody else's to write.</summary>
    private async Task WriteAsync(CancellationToken cancellation)
    {
        var state = _store.Current;
        var desired = DesiredRows.Of(state);
        if (!await CompareAsync(desired, state.Revision, isFirst: true, cancellation))
            return;
        Progress(state.Revision);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var commits = Channel.CreateBounded<Commit>(1024);
        var pump = PumpAsync(state.Revision, commits.Writer, ended.Token);
        var (looked, lastLook) = (_replica.Current, Stopwatch.GetTimestamp());
        var lastWrite = 0L;
        try
        {
            for (var snapshot = _replica.Current; IsOurs(snapshot); snapshot = _replica.Current)
            {
                cancellation.ThrowIfCancellationRequested();
                var batch = new List<Commit>();
                while (commits.Reader.TryRead(out var commit))
                    batch.Add(commit);
                if (batch.Count > 0)
                {
                    var delta = desired.Follow(batch[^1].Snapshot, batch.SelectMany(commit => commit.Changes));
                    if (!await ApplyAsync(delta, cancellation))
                        return;
                    if (!delta.IsEmpty)
                        lastWrite = Stopwatch.GetTimestamp();
                    Progress(batch[^1].Revision);
                    continue;
                }
                var isNews = !ReferenceEquals(snapshot, looked);
                var patience = isNews ? UntilLook(lastLook, lastWrite) : Timeout.InfiniteTimeSpan;
                if (isNews && patience <= TimeSpan.Zero)
                {
                    (looked, lastLook) = (snapshot, Stopwatch.GetTimestamp());
                    if (!await CompareAsync(desired, WrittenRevision, isFirst: false, cancellation))
                        return;
                    continue;
                }
                if (pump.IsCompleted)
                    return;
                await WaitAsync(snapshot, patience, commits.Reader, cancellation);
            }
        }
        finally
        {
            await ended.CancelAsync();
            await pump;
        }
    }

    private void Progress(long revision)
    {
        Interlocked.Exchange(ref _writtenRevision, revision);
        var reached = _progress;
        _progress = new(TaskCreationOptions.RunContinuationsAsynchronously);
        reached.TrySetResult();
    }

    /// <summary>Waits for a commit, for a change in the database, or for some time.</summary>
    private async Task WaitAsync(ReplicaSnapshot seen, TimeSpan patience, ChannelReader<Commit> commits, CancellationToken cancellation)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task[] awaited =
        [
            _replica.NextAsync(seen, waiting.Token), Task.Delay(patience, waiting.Token),
            commits.WaitToReadAsync(waiting.Token).AsTask(),
        ];
        await Task.WhenAny(awaited);
        await waiting.CancelAsync();
        // Those that lost were cancelled, which is no failure.
        await Task.WhenAll(awaited).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        cancellation.ThrowIfCancellationRequested();
    }

    private async Task PumpAsync(long revision, ChannelWriter<Commit> commits, CancellationToken cancellation)
    {
        try
        {
            await foreach (var commit in _store.WatchAsync(revision, cancellation))
                await commits.WriteAsync(commit, cancellation);
        }
        catch (Exception over) when (over is OperationCanceledException or RevisionNotRetainedException)
        {
            // What was missed, the next comparison finds.
        }
        finally
        {
            commits.TryComplete();
        }
    }

    private async Task<bool> CompareAsync(DesiredRows desired, long revision, bool isFirst, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var delta = FullComparison.Between(desired, Read(_replica.Current));
        var duration = Stopwatch.GetElapsedTime(started);
        var lines = delta.Tell(LinesTold).ToEquatableList();
        LastComparison = new ComparisonReport(revision, desired.Rows.Count, duration, delta.Count, lines);
        if (isFirst)
            _log.Compared(desired.Rows.Count, duration.TotalMilliseconds, delta.Count);
        else if (!delta.IsEmpty)
            _log.Repaired(delta.Count, lines[0]);
        return await ApplyAsync(delta, cancellation);
    }

    private async Task<bool> ApplyAsync(NorthboundDelta delta, CancellationToken cancellation)
    {
        foreach (var operations in DeltaOperations.Transactions(delta))
        {
            var written = await _replica.TransactAsync([new AssertLock(Lock), .. operations], cancellation);
            if (written.Error is not { } error)
                continue;
            if (error.Kind is not ErrorKind.Unavailable)
            {
                _log.Refused(error.Message);
                await Task.Delay(AfterRefusal, cancellation);
            }
            return false;
        }
        return true;
    }

    /// <summary>Raises <c>nb_cfg</c>, which each chassis repeats when it has caught up (ovn-nb(5), NB_Global).</summary>
    private async Task AskForSignsOfLifeAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(_options.SignOfLifeInterval);
        try
        {
            while (!_options.Southbound.IsEmpty && await timer.WaitForNextTickAsync(cancellation))
            {
                if (IsOurs(_replica.Current))
                {
                    await _replica.TransactAsync(
                        [new AssertLock(Lock), new Mutate(NBGlobal.Table.Name, [], [new Mutation(NBGlobal.Columns.NbCfg.Name, Mutator.Add, 1)])], cancellation);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }
}
