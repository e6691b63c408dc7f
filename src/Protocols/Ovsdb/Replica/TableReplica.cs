using Naru.Protocols.Ovsdb.Models;
using Naru.Protocols.Ovsdb.Monitoring;
using Naru.Protocols.Ovsdb.Schema;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Replica;

/// <summary>One table of a replica, owned by the connection's reading loop.</summary>
internal abstract class TableReplica
{
    public abstract TableModel Model { get; }

    public abstract TableSnapshot Snapshot { get; }

    public abstract void Clear();

    /// <summary>Applies a row's changes; false when they do not fit what is held.</summary>
    public abstract bool TryApply(IEnumerable<RowUpdate> updates, TableSchema schema);
}

internal sealed class TableReplica<T>(TableModel<T> model) : TableReplica
    where T : class, IOvsdbRow<T>
{
    // As the database has them: differences apply to these.
    private readonly Dictionary<Guid, OvsdbRow> _rows = [];
    private TableSnapshot<T> _snapshot = TableSnapshot<T>.Empty;

    public override TableModel Model => model;

    public override TableSnapshot Snapshot => _snapshot;

    public override void Clear()
    {
        _rows.Clear();
        _snapshot = TableSnapshot<T>.Empty;
    }

    public override bool TryApply(IEnumerable<RowUpdate> updates, TableSchema schema)
    {
        var rows = _snapshot.ByUuid.ToBuilder();
        var names = _snapshot.ByName.ToBuilder();
        foreach (var update in updates)
        {
            if (rows.TryGetValue(update.Uuid, out var old))
            {
                // A name may have passed on to another row within the same transaction.
                if (old is INamedRow { Name: var name } && names.TryGetValue(name, out var holder) && holder.Uuid == update.Uuid)
                    names.Remove(name);
                rows.Remove(update.Uuid);
            }
            if (!TryMerge(update, schema, out var merged))
                return false;
            if (merged is null)
            {
                _rows.Remove(update.Uuid);
                continue;
            }
            _rows[update.Uuid] = merged;
            var row = model.Read(update.Uuid, merged);
            rows[update.Uuid] = row;
            if (row is INamedRow named)
                names[named.Name] = row;
        }
        _snapshot = new TableSnapshot<T>(rows.ToImmutable(), names.ToImmutable());
        return true;
    }

    private bool TryMerge(RowUpdate update, TableSchema schema, out OvsdbRow? merged)
    {
        merged = update.Row;
        if (update.Kind is not RowUpdateKind.Modify)
            return true;
        if (merged is null || !_rows.TryGetValue(update.Uuid, out var row))
            return false;
        foreach (var (column, change) in merged.Columns)
        {
            var value = change;
            if (schema.Columns.TryGetValue(column, out var type) && type.ChangesByDifference
                && !(row[column] ?? type.Default).TryApply(change, out value))
                return false;
            row = row.With(column, value);
        }
        merged = row;
        return true;
    }
}
