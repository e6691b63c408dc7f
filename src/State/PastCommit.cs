using System.Collections.Immutable;

namespace Naru.State;

/// <summary>A commit read back from the journal.</summary>
public sealed record PastCommit(long Revision, DateTimeOffset Time, string RequestId, string Actor, ImmutableArray<Change> Changes);
