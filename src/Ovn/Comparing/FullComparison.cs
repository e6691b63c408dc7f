using Naru.Ovn.Northbound;
using Naru.Ovn.Rows;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Ovn.Comparing;

/// <summary>Compares all tables with what they should hold. What is not ours counts neither as too much nor as missing.</summary>
internal static class FullComparison
{
    public static NorthboundDelta Between(DesiredRows desired, IEnumerable<(RowKey Key, OvsdbRow Row)> database)
    {
        var ours = new Dictionary<RowKey, OvsdbRow>();
        foreach (var (key, row) in database)
        {
            if (OwnTable.IsOurs(row))
                ours.Add(key, row);
        }
        var delta = new NorthboundDelta();
        foreach (var (key, wanted) in desired.Rows)
            delta.Row(ours.TryGetValue(key, out var actual) ? new NorthboundRow(key, OwnPart(desired, key, actual)) : null, wanted);
        foreach (var (key, row) in ours)
        {
            if (!desired.Rows.ContainsKey(key))
                delta.Row(new NorthboundRow(key, row), null);
            else
                LookForTooMany(desired, ours, key, row, delta);
        }
        foreach (var share in desired.Shares)
        {
            // One may be due on a row that is about to come, or that is not: then it waits for it.
            if (desired.Rows.ContainsKey(share.Row) && !Holds(ours, share))
                delta.Share(null, share);
        }
        return delta;
    }

    /// <summary>The columns of a row that we decide, without what others have noted on it.</summary>
    private static OvsdbRow OwnPart(DesiredRows desired, RowKey key, OvsdbRow row)
    {
        var table = OwnTables.Of(key.Table);
        var columns = row.Columns.Where(column => column.Key != OwnTable.ExternalIds && table.Own.ContainsKey(column.Key));
        var ids = row[OwnTable.ExternalIds]!.Pairs
            .Where(pair => OwnIds.IsOurs(pair.Key.AsString) && desired.Find(key, OwnTable.ExternalIds, pair.Key) is null);
        return OvsdbRow.Of(columns.Append(new(OwnTable.ExternalIds, OvsdbValue.Map(ids))));
    }

    private static void LookForTooMany(DesiredRows desired, Dictionary<RowKey, OvsdbRow> ours, RowKey key, OvsdbRow row, NorthboundDelta delta)
    {
        foreach (var (column, refers) in OwnTables.Of(key.Table).Shared)
        {
            if (row[column] is not { } value)
                continue;
            if (refers is null)
            {
                foreach (var (element, held) in value.Pairs)
                {
                    if (desired.Find(key, column, element)?.Value != held)
                        delta.Share(new Share(key, column, element, held), null);
                }
                continue;
            }
            foreach (var element in value.Elements)
            {
                if (ours.ContainsKey(new RowKey(refers, element.AsUuid)) && desired.Find(key, column, element) is null)
                    delta.Share(new Share(key, column, element), null);
            }
        }
    }

    private static bool Holds(Dictionary<RowKey, OvsdbRow> ours, Share share) =>
        ours.TryGetValue(share.Row, out var row) && row[share.Column] is { } value
        && (share.Value is null ? value.Contains(share.Element) : value.ValueOf(share.Element) == share.Value);
}
