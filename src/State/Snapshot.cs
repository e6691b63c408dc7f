using System.Collections.Immutable;

namespace Naru.State;

/// <summary>The state of the cloud at one revision: immutable, shared by all readers without a lock.</summary>
public sealed class Snapshot : IStateReader
{
    internal Snapshot(Schema schema, long revision, DateTimeOffset time, ImmutableArray<TableState> tables) =>
        (Schema, Revision, Time, Tables) = (schema, revision, time, tables);

    public Schema Schema { get; }

    /// <summary>Zero before the first write; each commit adds one.</summary>
    public long Revision { get; }

    /// <summary>When the commit that led here was decided.</summary>
    public DateTimeOffset Time { get; }

    internal ImmutableArray<TableState> Tables { get; }

    public ITableReader<T> In<T>(Table<T> table) where T : class, IDocument => (TableState<T>)Tables[Schema.SlotOf(table)];

    internal static Snapshot Empty(Schema schema) =>
        new(schema, 0, DateTimeOffset.UnixEpoch, [.. schema.Tables.Select(table => table.Empty())]);
}
