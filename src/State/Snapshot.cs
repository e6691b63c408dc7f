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

    /// <summary>Compares every index with one that is built anew; none is found unless the engine has a defect.</summary>
    public IEnumerable<IndexFault> IndexFaults() => Schema.Tables.SelectMany((table, slot) => table.IndexFaults(Tables[slot]));

    /// <summary>This snapshot with some documents replaced; null stands for none.</summary>
    internal Snapshot With(long revision, DateTimeOffset time, IReadOnlyDictionary<(Table Table, string Id), IDocument?> documents)
    {
        var tables = Tables.ToArray();
        foreach (var table in documents.Keys.Select(key => Schema.SlotOf(key.Table)).Distinct())
            tables[table] = tables[table].Fork();
        // All are removed before any is put, so that none meets another's unique key on the way.
        foreach (var (table, id) in documents.Keys)
            tables[Schema.SlotOf(table)].Put(id, null);
        foreach (var ((table, id), document) in documents)
            tables[Schema.SlotOf(table)].Put(id, document);
        return new Snapshot(Schema, revision, time, [.. tables]);
    }
}
