using System.Runtime.CompilerServices;

namespace Naru.State;

/// <summary>The newest commits, in a ring. One writer adds; any number of watchers follow at their own pace.</summary>
internal sealed class CommitLog(long revision, int capacity)
{
    private readonly Commit?[] _ring = new Commit?[capacity];
    private readonly long _opened = revision;
    private long _newest = revision;
    private TaskCompletionSource _added = NewSignal();

    public void Add(ReadOnlySpan<Commit> commits)
    {
        foreach (var commit in commits)
        {
            Volatile.Write(ref _ring[commit.Revision % capacity], commit);
            Volatile.Write(ref _newest, commit.Revision);
        }
        Interlocked.Exchange(ref _added, NewSignal()).SetResult();
    }

    public async IAsyncEnumerable<Commit> WatchAsync(long fromRevision, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var next = fromRevision + 1; ; next++)
        {
            // The signal is taken before looking: a commit added in between completes it.
            for (var added = Volatile.Read(ref _added); next > Volatile.Read(ref _newest); added = Volatile.Read(ref _added))
                await added.Task.WaitAsync(cancellation).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            yield return Read(next);
        }
    }

    private Commit Read(long revision)
    {
        if (revision > _opened && Volatile.Read(ref _ring[revision % capacity]) is { } commit && commit.Revision == revision)
            return commit;
        throw new RevisionNotRetainedException(revision, Math.Max(_opened, Volatile.Read(ref _newest) - capacity) + 1);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
