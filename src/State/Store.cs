using System.Collections.Immutable;
using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Naru.Primitives;

namespace Naru.State;

/// <summary>Holds the state of the cloud: anybody reads <see cref="Current"/>, one loop decides all writes in order.</summary>
/// <remarks>
/// A write is acknowledged after its journal entry is durable, and visible from then on. Writes that wait are decided together and made
/// durable together. When the journal refuses, all of them are answered with <see cref="ErrorKind.Unavailable"/> and nothing has changed.
/// </remarks>
public sealed class Store : IAsyncDisposable
{
    private readonly IJournal _journal;
    private readonly History _history;
    private readonly CommitLog _commits;
    private readonly Channel<PendingWrite> _queue;
    private readonly TimeProvider _time;
    private readonly Task _writer;
    private Snapshot _current;

    private Store(Snapshot loaded, IJournal journal, TimeProvider time, StoreOptions options, ILogger log)
    {
        (_current, _journal, _time) = (loaded, journal, time);
        _history = new History(loaded.Schema, journal);
        _commits = new CommitLog(loaded.Revision, options.RetainedCommits);
        // Synchronous continuations let an idle writer run at once on the thread of the caller, who waits for it anyway.
        _queue = Channel.CreateBounded<PendingWrite>(new BoundedChannelOptions(options.QueueLength)
        {
            FullMode = BoundedChannelFullMode.Wait,
            SingleReader = true,
            AllowSynchronousContinuations = true,
        });
        var writer = new Writer(_queue.Reader, journal, time, options, log, loaded, Publish);
        _writer = Task.Run(writer.RunAsync);
    }

    /// <summary>The state after the newest durable commit.</summary>
    public Snapshot Current => Volatile.Read(ref _current);

    /// <summary>Loads all documents and starts the writer. The store owns the journal from here on.</summary>
    /// <exception cref="InvalidDataException">The journal holds a table that the schema lacks, or a newer schema version.</exception>
    public static async Task<Store> OpenAsync(
        Schema schema, IJournal journal, TimeProvider time, ILogger<Store>? log = null, StoreOptions? options = null,
        CancellationToken cancellation = default)
    {
        log ??= NullLogger<Store>.Instance;
        var snapshot = await LoadAsync(schema, journal, log, cancellation).ConfigureAwait(false);
        return new Store(snapshot, journal, time, options ?? StoreOptions.Default, log);
    }

    /// <summary>Runs a function on the newest state and makes its changes durable, unless it answers with an error or throws.</summary>
    /// <param name="write">
    /// Runs on the writer: it decides and does not wait, reads no clock but <see cref="Transaction.Time"/>, and touches nothing else.
    /// </param>
    /// <param name="cancellation">Withdraws a write that the writer has not begun; after that it has no effect.</param>
    public async Task<Result<T>> WriteAsync<T>(
        WriteContext context, Func<Transaction, Result<T>> write, CancellationToken cancellation = default)
    {
        var pending = new PendingWrite<T>(context, write, cancellation);
        try
        {
            await _queue.Writer.WriteAsync(pending, cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            return new Error(ErrorKind.Unavailable, "StoreClosed", "The state store is closed; the write was not begun.");
        }
        return await pending.Task.ConfigureAwait(false);
    }

    /// <summary>Tells what a write would do now, on the calling thread, and does nothing.</summary>
    public Result<T> DryRun<T>(WriteContext context, Func<Transaction, Result<T>> write, out IReadOnlyList<Change> changes)
    {
        var transaction = new Transaction(Current, context, _time.GetUtcNow());
        var result = write(transaction);
        changes = result.Succeeded ? transaction.End() : [];
        return result;
    }

    /// <summary>Every commit after a revision, exactly once and in order; waits for the next without end.</summary>
    /// <exception cref="RevisionNotRetainedException">The commits after that revision are not in memory any more.</exception>
    public IAsyncEnumerable<Commit> WatchAsync(long fromRevision, CancellationToken cancellation) =>
        _commits.WatchAsync(fromRevision, cancellation);

    /// <summary>Commits of the past, both revisions included, as far as the journal still has them.</summary>
    public IAsyncEnumerable<PastCommit> HistoryAsync(long from, long to, CancellationToken cancellation = default) =>
        _history.ReadAsync(from, to, cancellation);

    /// <summary>The state as it was at an older revision.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The revision is negative or newer than <see cref="Current"/>.</exception>
    /// <exception cref="RevisionNotRetainedException">The journal was pruned and does not reach back that far.</exception>
    public Task<Snapshot> AsOfAsync(long revision, CancellationToken cancellation = default) =>
        _history.AsOfAsync(Current, revision, cancellation);

    /// <summary>Finishes the writes that wait, refuses new ones, and closes the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer.ConfigureAwait(false);
        await _journal.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<Snapshot> LoadAsync(Schema schema, IJournal journal, ILogger log, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var loader = new Loader(schema);
        try
        {
            var position = await journal.LoadAsync(loader.Receive, cancellation).ConfigureAwait(false);
            var snapshot = loader.Finish(position);
            var elapsed = Stopwatch.GetElapsedTime(started);
            log.Opened(position.Revision, loader.Documents, elapsed);
            return snapshot;
        }
        catch
        {
            await journal.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private void Publish(ImmutableArray<Commit> commits)
    {
        Volatile.Write(ref _current, commits[^1].Snapshot);
        _commits.Add(commits.AsSpan());
    }
}
