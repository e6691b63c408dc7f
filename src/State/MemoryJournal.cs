using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Naru.State;

/// <summary>A journal that lives as long as this object: for tests and trials.</summary>
/// <param name="retained">The entries that are kept, the newest; null: all, so that a second store can be opened on it as if after a restart.</param>
public sealed class MemoryJournal(int? retained = null) : IJournal
{
    private ImmutableQueue<JournalEntry> _entries = [];
    private int _count;
    private bool _forgot;

    /// <exception cref="InvalidOperationException">Entries were dropped, so that what they wrote is not known any more.</exception>
    public Task<JournalPosition> LoadAsync(Action<StoredDocument> receive, CancellationToken cancellation)
    {
        if (_forgot)
            throw new InvalidOperationException($"Of this journal only the newest {retained} entries are left: no store can be opened on it.");
        var documents = new Dictionary<(string, string), StoredDocument>();
        var position = default(JournalPosition);
        foreach (var entry in _entries)
        {
            position = new JournalPosition(entry.Revision, entry.Time);
            foreach (var change in entry.Changes)
            {
                if (change.After is { } body)
                    documents[(change.Table, change.Id)] = new StoredDocument(change.Table, change.Id, change.Version, body);
                else
                    documents.Remove((change.Table, change.Id));
            }
        }
        foreach (var document in documents.Values)
            receive(document);
        return Task.FromResult(position);
    }

    public Task AppendAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellation)
    {
        var all = _entries;
        foreach (var entry in entries)
            all = all.Enqueue(entry);
        _count += entries.Count;
        for (; _count > retained; _count--)
        {
            all = all.Dequeue();
            _forgot = true;
        }
        _entries = all;
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<JournalEntry> HistoryAsync(
        long from, long to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        foreach (var entry in _entries)
        {
            if (entry.Revision >= from && entry.Revision <= to)
                yield return entry;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
