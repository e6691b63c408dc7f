using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Naru.State;

/// <summary>A journal that lives as long as this object: for tests and trials. A second store can be opened on it as if after a restart.</summary>
public sealed class MemoryJournal : IJournal
{
    private ImmutableList<JournalEntry> _entries = [];

    public Task<JournalPosition> LoadAsync(Action<StoredDocument> receive, CancellationToken cancellation)
    {
        var documents = new Dictionary<(string, string), StoredDocument>();
        foreach (var change in _entries.SelectMany(entry => entry.Changes))
        {
            if (change.After is { } body)
                documents[(change.Table, change.Id)] = new StoredDocument(change.Table, change.Id, change.Version, body);
            else
                documents.Remove((change.Table, change.Id));
        }
        foreach (var document in documents.Values)
            receive(document);
        return Task.FromResult(_entries is [.., var last] ? new JournalPosition(last.Revision, last.Time) : default);
    }

    public Task AppendAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellation)
    {
        _entries = _entries.AddRange(entries);
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
