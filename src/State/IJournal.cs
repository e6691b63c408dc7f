namespace Naru.State;

/// <summary>Where commits are made durable. Knows documents as bytes only, so that one implementation serves every schema.</summary>
/// <remarks>The store calls it from one place at a time, except for <see cref="HistoryAsync"/>, which may run beside an append.</remarks>
public interface IJournal : IAsyncDisposable
{
    /// <summary>Opens the journal, hands over every document that exists, and answers where the journal stands.</summary>
    Task<JournalPosition> LoadAsync(Action<StoredDocument> receive, CancellationToken cancellation);

    /// <summary>Makes all entries durable, or none; when it throws, none.</summary>
    Task AppendAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellation);

    /// <summary>The entries from one revision to another, both included, in ascending order; what was pruned is missing at the start.</summary>
    IAsyncEnumerable<JournalEntry> HistoryAsync(long from, long to, CancellationToken cancellation);
}
