using System.Runtime.CompilerServices;

namespace Naru.State;

/// <summary>Reads the past from the journal.</summary>
internal sealed class History(Schema schema, IJournal journal)
{
    public async IAsyncEnumerable<PastCommit> ReadAsync(long from, long to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var entry in journal.HistoryAsync(from, to, cancellation).ConfigureAwait(false))
            yield return new PastCommit(entry.Revision, entry.Time, entry.RequestId, entry.Actor, [.. entry.Changes.Select(Typed)]);
    }

    /// <summary>Takes back from a snapshot what was committed after an older revision.</summary>
    public async Task<Snapshot> AsOfAsync(Snapshot newest, long revision, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(revision);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(revision, newest.Revision);

        // The first change after the revision knows the document as it was; later ones of the same document do not matter.
        var earlier = new Dictionary<(Table Table, string Id), IDocument?>();
        var (time, expected) = (DateTimeOffset.UnixEpoch, Math.Max(revision, 1));
        await foreach (var commit in ReadAsync(expected, newest.Revision, cancellation).ConfigureAwait(false))
        {
            if (commit.Revision != expected++)
                throw new RevisionNotRetainedException(revision, commit.Revision);
            if (commit.Revision == revision)
                time = commit.Time;
            else
                foreach (var change in commit.Changes)
                    earlier.TryAdd((change.Table, change.Id), (IDocument?)change.Before);
        }
        return newest.With(revision, time, earlier);
    }

    private Change Typed(StoredChange change)
    {
        var table = schema.Find(change.Table) ?? throw new InvalidDataException(
            $"The journal has changes of table '{change.Table}', which this program does not know.");
        return new Change(table, change.Id, Read(table, change.Before, change.Version), Read(table, change.After, change.Version));
    }

    private static IDocument? Read(Table table, byte[]? json, int version) => json is null ? null : table.Read(json, version);
}
