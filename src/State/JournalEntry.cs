using System.Collections.Immutable;

namespace Naru.State;

/// <summary>A commit in the form in which it is stored.</summary>
public sealed record JournalEntry(long Revision, DateTimeOffset Time, string RequestId, string Actor, ImmutableArray<StoredChange> Changes);
