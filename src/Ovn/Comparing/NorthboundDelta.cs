using Naru.Ovn.Rows;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Ovn.Comparing;

/// <summary>What has to be written so that the database holds what it should.</summary>
public sealed class NorthboundDelta
{
    private readonly List<NorthboundRow> _added = [];
    private readonly List<(RowKey Row, OvsdbRow Before, OvsdbRow After)> _changed = [];
    private readonly List<RowKey> _removed = [];
    private readonly List<Share> _sharesAdded = [];
    private readonly List<Share> _sharesRemoved = [];

    public IReadOnlyList<NorthboundRow> Added => _added;

    /// <summary>Rows of which own columns differ.</summary>
    public IReadOnlyList<(RowKey Row, OvsdbRow Before, OvsdbRow After)> Changed => _changed;

    public IReadOnlyList<RowKey> Removed => _removed;

    public IReadOnlyList<Share> SharesAdded => _sharesAdded;

    public IReadOnlyList<Share> SharesRemoved => _sharesRemoved;

    public bool IsEmpty => Count == 0;

    public int Count => _added.Count + _changed.Count + _removed.Count + _sharesAdded.Count + _sharesRemoved.Count;

    /// <summary>Notes what one row is and what it should be; null: not there.</summary>
    public void Row(NorthboundRow? before, NorthboundRow? after)
    {
        if (before is null && after is not null)
            _added.Add(after);
        else if (before is not null && after is null)
            _removed.Add(before.Key);
        else if (before is not null && after is not null && !before.Columns.Equals(after.Columns))
            _changed.Add((after.Key, before.Columns, after.Columns));
    }

    /// <summary>Notes what is at one place and what should be there; null: nothing.</summary>
    public void Share(Share? before, Share? after)
    {
        if (before == after)
            return;
        if (before is not null)
            _sharesRemoved.Add(before);
        if (after is not null)
            _sharesAdded.Add(after);
    }

    /// <summary>What differs, a line each, at most so many.</summary>
    public IEnumerable<string> Tell(int most) =>
        _added.Select(row => $"missing {row}")
            .Concat(_removed.Select(key => $"too many {key.Table} {key.Uuid}"))
            .Concat(_changed.Select(change => $"altered {change.Row.Table} {change.Row.Uuid}: {string.Join(", ", Differences(change.Before, change.After).Select(column => $"{column} {change.Before[column]} instead of {change.After[column]}"))}"))
            .Concat(_sharesAdded.Select(share => $"missing {share}"))
            .Concat(_sharesRemoved.Select(share => $"too many {share}"))
            .Take(most);

    internal static IEnumerable<string> Differences(OvsdbRow before, OvsdbRow after) =>
        before.Columns.Concat(after.Columns).Select(column => column.Key).Distinct().Where(column => !Equals(before[column], after[column]));
}
