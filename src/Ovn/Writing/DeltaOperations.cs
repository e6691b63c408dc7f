using Naru.Ovn.Comparing;
using Naru.Ovn.Rows;
using Naru.Primitives;
using Naru.Protocols.Ovsdb.Models.OvnNorthbound;
using Naru.Protocols.Ovsdb.Transactions;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Ovn.Writing;

/// <summary>A difference as operations of OVSDB transactions.</summary>
internal static class DeltaOperations
{
    /// <summary>
    /// More operations than this become several transactions: what goes, what comes, what nothing refers to any more. A cluster sends each
    /// transaction to all its members as one message, and northd works through it as a whole.
    /// </summary>
    private const int Most = 5000;

    public static IEnumerable<IReadOnlyList<Operation>> Transactions(NorthboundDelta delta, int most = Most)
    {
        var removed = delta.Removed.ToHashSet();
        var added = delta.Added.Select(row => row.Key).ToHashSet();
        var operations = Leaving(delta, removed).Concat(Coming(delta, removed)).Concat(Gone(delta, isReferredTo: false)).ToList();
        var last = Gone(delta, isReferredTo: true).ToList();
        return (operations.Count <= most ? [operations] : Split(delta, removed, added, most)).Append(last).Where(transaction => transaction.Count > 0);
    }

    // A row that is no root must not be without its place at the end of a transaction: rows and places go together.
    private static IEnumerable<IReadOnlyList<Operation>> Split(NorthboundDelta delta, HashSet<RowKey> removed, HashSet<RowKey> added, int most)
    {
        var leaving = Leaving(delta, removed).ToList();
        if (leaving.Count > 0)
            yield return leaving;
        var placed = delta.SharesAdded.Where(share => share.Value is null).ToLookup(share => share.Element.AsUuid);
        var rest = delta.SharesAdded.Where(share => share.Value is not null || !added.Contains(new RowKey(OwnTables.Of(share.Row.Table).Shared[share.Column]!, share.Element.AsUuid)));
        foreach (var rows in delta.Added.OrderBy(row => OwnTables.PlaceOf(row.Key.Table)).Chunk(most / 4))
        {
            var places = rows.SelectMany(row => placed[row.Key.Uuid].Where(share => OwnTables.Of(share.Row.Table).Shared[share.Column] == row.Key.Table));
            yield return [.. rows.Select(Insertion), .. Insertions(places, removed)];
        }
        List<Operation> last = [.. Insertions(rest, removed), .. delta.Changed.SelectMany(Updates), .. Gone(delta, isReferredTo: false)];
        if (last.Count > 0)
            yield return last;
    }

    private static IEnumerable<Operation> Leaving(NorthboundDelta delta, HashSet<RowKey> removed) =>
        from share in delta.SharesRemoved
        where !removed.Contains(share.Row)
        group share.Element by (share.Row, share.Column) into column
        select new Mutate(
            column.Key.Row.Table, [Condition.Uuid(column.Key.Row.Uuid)], [Mutation.Delete(column.Key.Column, OvsdbValue.Set(column))]);

    private static IEnumerable<Operation> Coming(NorthboundDelta delta, HashSet<RowKey> removed) =>
        delta.Added.OrderBy(row => OwnTables.PlaceOf(row.Key.Table)).Select(Insertion)
            .Concat(Insertions(delta.SharesAdded, removed))
            .Concat(delta.Changed.SelectMany(Updates));

    // ovsdb-server refuses to delete what a row refers to that goes by itself in the same transaction.
    private static IEnumerable<Operation> Gone(NorthboundDelta delta, bool isReferredTo) =>
        from key in delta.Removed
        where OwnTables.Of(key.Table).IsRoot && (key.Table == HAChassisGroup.Table.Name) == isReferredTo
        select new Delete(key.Table, [Condition.Uuid(key.Uuid)]);

    private static Operation Insertion(NorthboundRow row) => new Insert(row.Key.Table, row.Columns) { Uuid = row.Key.Uuid };

    private static IEnumerable<Operation> Insertions(IEnumerable<Share> shares, HashSet<RowKey> removed) =>
        from share in shares
        where !removed.Contains(share.Row)
        group share by (share.Row, share.Column) into column
        select new Mutate(
            column.Key.Row.Table,
            [Condition.Uuid(column.Key.Row.Uuid)],
            [
                Mutation.Insert(
                    column.Key.Column,
                    column.First().Value is null
                        ? OvsdbValue.Set(column.Select(share => share.Element))
                        : OvsdbValue.Map(column.Select(share => KeyValuePair.Create(share.Element, share.Value!.Value)))),
            ]);

    private static IEnumerable<Operation> Updates((RowKey Row, OvsdbRow Before, OvsdbRow After) change)
    {
        var table = OwnTables.Of(change.Row.Table);
        EquatableList<Condition> where = [Condition.Uuid(change.Row.Uuid)];
        var differing = NorthboundDelta.Differences(change.Before, change.After).ToList();
        var own = differing.Where(column => column != OwnTable.ExternalIds)
            .Select(column => KeyValuePair.Create(column, change.After[column] ?? table.Own[column])).ToList();
        if (own.Count > 0)
            yield return new Update(change.Row.Table, where, OvsdbRow.Of(own));
        if (!differing.Contains(OwnTable.ExternalIds))
            yield break;
        // What others note there stays, so keys are taken away and put in.
        var (before, after) = (Ids(change.Before), Ids(change.After));
        yield return new Mutate(
            change.Row.Table, where,
            [
                Mutation.Delete(OwnTable.ExternalIds, OvsdbValue.Set(before.Except(after).Select(pair => pair.Key))),
                Mutation.Insert(OwnTable.ExternalIds, OvsdbValue.Map(after.Except(before))),
            ]);
    }

    private static IEnumerable<KeyValuePair<Atom, Atom>> Ids(OvsdbRow row) => row[OwnTable.ExternalIds]?.Pairs ?? [];
}
