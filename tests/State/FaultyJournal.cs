namespace Naru.State;

/// <summary>A journal whose disk can be full, and whose appends can be held back.</summary>
internal sealed class FaultyJournal : IJournal
{
    private readonly MemoryJournal _inner = new();

    public bool Full { get; set; }

    /// <summary>Appends wait for this; a test completes it when enough writes have queued up.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public List<int> Groups { get; } = [];

    public Task<JournalPosition> LoadAsync(Action<StoredDocument> receive, CancellationToken cancellation) =>
        _inner.LoadAsync(receive, cancellation);

    public async Task AppendAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellation)
    {
        await Gate;
        if (Full)
            throw new IOException("No space left on device");
        Groups.Add(entries.Count);
        await _inner.AppendAsync(entries, cancellation);
    }

    public IAsyncEnumerable<JournalEntry> HistoryAsync(long from, long to, CancellationToken cancellation) =>
        _inner.HistoryAsync(from, to, cancellation);

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
