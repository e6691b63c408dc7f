namespace Naru.State;

/// <summary>The last durable commit.</summary>
/// <param name="Revision">Zero when there was none yet.</param>
public readonly record struct JournalPosition(long Revision, DateTimeOffset Time);
