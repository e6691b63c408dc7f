using System.Collections.Immutable;

namespace Naru.State;

/// <summary>A durable write: one step from a revision to the next.</summary>
/// <param name="Changes">In the order in which the transaction first wrote each document.</param>
/// <param name="Snapshot">The state right after this commit.</param>
public sealed record Commit(
    long Revision,
    DateTimeOffset Time,
    string RequestId,
    string Actor,
    ImmutableArray<Change> Changes,
    Snapshot Snapshot);
