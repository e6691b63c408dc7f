using Naru.Ovn.Northbound;
using Naru.Ovn.Rows;
using Naru.Protocols.Ovsdb.Models;
using Naru.Protocols.Ovsdb.Replica;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Ovn.Comparing;

/// <summary>A table that we write, and what of it is ours.</summary>
internal abstract class OwnTable
{
    public const string ExternalIds = "external_ids";

    protected OwnTable(TableModel model, bool isRoot, (string Column, OvsdbValue Default)[] own, (string Column, string? Refers)[] shared)
    {
        (Name, IsRoot) = (model.Name, isRoot);
        Own = own.Append((ExternalIds, OvsdbValue.EmptyMap)).ToDictionary(pair => pair.Item1, pair => pair.Item2);
        Shared = shared.ToDictionary(pair => pair.Column, pair => pair.Refers);
    }

    public string Name { get; }

    /// <summary>Rows of a table that is no root go by themselves when no column names them any more.</summary>
    public bool IsRoot { get; }

    /// <summary>The columns that one object alone says, with their defaults.</summary>
    public IReadOnlyDictionary<string, OvsdbValue> Own { get; }

    /// <summary>The columns in which many objects have their parts, with the table they refer to; null: a map of text.</summary>
    public IReadOnlyDictionary<string, string?> Shared { get; }

    /// <summary>What a replica has to hold of the table.</summary>
    public abstract TableModel Model { get; }

    /// <summary>The rows that a replica holds, with the columns that differ from their defaults.</summary>
    public abstract IEnumerable<(RowKey Key, OvsdbRow Row)> Read(ReplicaSnapshot replica);

    /// <summary>Whether a row is one of ours.</summary>
    public static bool IsOurs(OvsdbRow row) =>
        row[ExternalIds] is { IsMap: true } ids && ids.Contains(OwnIds.Owner);
}

internal sealed class OwnTable<T>(bool isRoot, (string Column, OvsdbValue Default)[] own, (string Column, string? Refers)[] shared)
    : OwnTable(T.Table, isRoot, own, shared)
    where T : class, IOvsdbRow<T>
{
    public override TableModel Model => HeldRow<T>.Table.Only([.. Own.Keys, .. Shared.Keys]);

    public override IEnumerable<(RowKey Key, OvsdbRow Row)> Read(ReplicaSnapshot replica) =>
        replica.Table<HeldRow<T>>().ByUuid.Select(pair => (new RowKey(Name, pair.Key), OvsdbRow.Of(pair.Value.Columns.Columns.Where(column => !IsDefault(column.Key, column.Value)))));

    private bool IsDefault(string column, OvsdbValue value) => value.IsEmpty || value.Equals(Own.GetValueOrDefault(column));
}
