using Naru.Ovn.Comparing;
using Naru.Ovn.Rows;
using Naru.Protocols.Ovsdb.Transactions;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Ovn.Specs;

/// <summary>A northbound database in memory: runs transactions as ovsdb-server does (RFC 7047 §3.2, §5.2), for what the writer sends.</summary>
internal sealed class FakeDatabase
{
    private readonly Dictionary<RowKey, OvsdbRow> _rows = [];

    public IReadOnlyDictionary<RowKey, OvsdbRow> Rows => _rows;

    public void Transact(IReadOnlyList<Operation> operations)
    {
        foreach (var operation in operations)
        {
            switch (operation)
            {
                case Insert insert:
                    var columns = insert.Row.Columns.Where(column => column.Value is not { IsEmpty: true });
                    _rows.Add(new RowKey(insert.Table, insert.Uuid!.Value), OvsdbRow.Of(columns));
                    break;
                case Update update:
                    var updated = Key(update.Table, update.Where);
                    _rows[updated] = update.Row.Columns.Aggregate(_rows[updated], (row, column) => With(update.Table, row, column.Key, column.Value));
                    break;
                case Mutate mutate:
                    // A condition that no row meets is no failure.
                    if (_rows.TryGetValue(Key(mutate.Table, mutate.Where), out var row))
                        _rows[Key(mutate.Table, mutate.Where)] = mutate.Mutations.Aggregate(row, (before, mutation) => Mutated(mutate.Table, before, mutation));
                    break;
                case Delete delete:
                    Assert.True(_rows.Remove(Key(delete.Table, delete.Where)), $"{delete} deletes nothing");
                    break;
                default:
                    Assert.Fail($"The writer does not send {operation}");
                    break;
            }
        }
        Commit();
    }

    private static RowKey Key(string table, Naru.Primitives.EquatableList<Condition> where) =>
        new(table, Assert.Single(where).Argument.Single!.Value.AsUuid);

    private static OvsdbRow Mutated(string table, OvsdbRow row, Mutation mutation)
    {
        var value = row[mutation.Column] ?? (mutation.Argument.IsMap ? OvsdbValue.EmptyMap : OvsdbValue.EmptySet);
        if (value.IsMap)
        {
            var pairs = value.Pairs.ToDictionary(pair => pair.Key, pair => pair.Value);
            foreach (var element in mutation.Argument.Elements)
            {
                if (mutation.Mutator is Mutator.Delete)
                    pairs.Remove(element);
            }
            foreach (var (key, added) in mutation.Mutator is Mutator.Insert ? mutation.Argument.Pairs : [])
                pairs.TryAdd(key, added);
            return With(table, row, mutation.Column, OvsdbValue.Map(pairs));
        }
        return With(table, row, mutation.Column, OvsdbValue.Set(mutation.Mutator is Mutator.Insert
            ? value.Elements.Concat(mutation.Argument.Elements)
            : value.Elements.Except(mutation.Argument.Elements)));
    }

    // A column at its default is one that the row does not tell.
    private static OvsdbRow With(string table, OvsdbRow row, string column, OvsdbValue value)
    {
        var isDefault = value.IsEmpty || value.Equals(OwnTables.Of(table).Own.GetValueOrDefault(column));
        var others = row.Columns.Where(other => other.Key != column);
        return OvsdbRow.Of(isDefault ? others : others.Append(new(column, value)));
    }

    /// <summary>Rows that nothing names go, and references to rows that are gone as well.</summary>
    private void Commit()
    {
        bool again;
        do
        {
            var named = _rows.Values.SelectMany(row => row.Columns).SelectMany(column => column.Value.Elements)
                .Where(atom => atom.Kind is AtomKind.Uuid).Select(atom => atom.AsUuid).ToHashSet();
            var loose = _rows.Keys.Where(key => !OwnTables.Of(key.Table).IsRoot && !named.Contains(key.Uuid)).ToList();
            loose.ForEach(key => _rows.Remove(key));
            var present = _rows.Keys.Select(key => key.Uuid).ToHashSet();
            again = loose.Count > 0;
            foreach (var (key, row) in _rows.ToList())
            {
                foreach (var (column, value) in row.Columns)
                {
                    if (!value.IsMap && value.Elements.Any(atom => atom.Kind is AtomKind.Uuid && !present.Contains(atom.AsUuid)))
                    {
                        _rows[key] = With(key.Table, _rows[key], column, OvsdbValue.Set(value.Elements.Where(atom => present.Contains(atom.AsUuid))));
                        again = true;
                    }
                }
            }
        }
        while (again);
    }
}
