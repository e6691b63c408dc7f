using Naru.Ovn.Northbound;
using Naru.Ovn.Rows;
using Naru.Protocols.Ovsdb.Values;
using Naru.State;

namespace Naru.Ovn.Comparing;

/// <summary>What the northbound database should hold, kept up to date object by object. Owned by one loop.</summary>
public sealed class DesiredRows
{
    private readonly Dictionary<Unit, UnitRows> _units = [];
    private readonly Dictionary<RowKey, NorthboundRow> _rows = [];
    // By row and place. Two objects may want the same place, as two ports of one name: the first of them has it.
    private readonly Dictionary<RowKey, Dictionary<(string Column, Atom Element), SortedDictionary<Unit, Share>>> _shares = [];

    public IReadOnlyDictionary<RowKey, NorthboundRow> Rows => _rows;

    public IEnumerable<Share> Shares => _shares.Keys.SelectMany(SharesOf);

    public static DesiredRows Of(IStateReader state)
    {
        var rows = new DesiredRows();
        foreach (var unit in NorthboundTranslation.Units(state))
            rows.Set(unit, NorthboundTranslation.Rows(state, unit));
        return rows;
    }

    /// <summary>What we want at a place; null: nothing.</summary>
    public Share? Find(RowKey row, string column, Atom element) =>
        _shares.TryGetValue(row, out var places) && places.TryGetValue((column, element), out var wanted) ? First(wanted) : null;

    /// <summary>Brings what depends on some changes up to date.</summary>
    /// <param name="state">The state after all of them.</param>
    /// <returns>What that means for the database.</returns>
    public NorthboundDelta Follow(IStateReader state, IEnumerable<Change> changes)
    {
        var rowsBefore = new Dictionary<RowKey, NorthboundRow?>();
        var sharesBefore = new Dictionary<(RowKey, string, Atom), Share?>();
        foreach (var unit in changes.SelectMany(change => Concern.Units(state, change)).ToHashSet())
        {
            var now = NorthboundTranslation.Rows(state, unit);
            var before = _units.GetValueOrDefault(unit, UnitRows.None);
            foreach (var key in before.Rows.Concat(now.Rows).Select(row => row.Key))
                rowsBefore.TryAdd(key, _rows.GetValueOrDefault(key));
            foreach (var place in before.Shares.Concat(now.Shares).Select(share => share.Place))
                sharesBefore.TryAdd(place, Find(place.Row, place.Column, place.Element));
            Set(unit, now);
        }
        var delta = new NorthboundDelta();
        foreach (var (key, before) in rowsBefore)
        {
            delta.Row(before, _rows.GetValueOrDefault(key));
            // A row that comes gets what waited for it.
            foreach (var share in before is null ? SharesOf(key) : [])
                sharesBefore[share.Place] = null;
        }
        foreach (var ((row, column, element), before) in sharesBefore)
            delta.Share(before, Find(row, column, element));
        return delta;
    }

    private void Set(Unit unit, UnitRows now)
    {
        if (_units.Remove(unit, out var before))
        {
            foreach (var row in before.Rows)
                _rows.Remove(row.Key);
            foreach (var share in before.Shares)
            {
                var wanted = _shares[share.Row][(share.Column, share.Element)];
                wanted.Remove(unit);
                if (wanted.Count == 0 && _shares[share.Row].Remove((share.Column, share.Element)) && _shares[share.Row].Count == 0)
                    _shares.Remove(share.Row);
            }
        }
        if (now.Rows.Count == 0 && now.Shares.Count == 0)
            return;
        _units[unit] = now;
        foreach (var row in now.Rows)
            _rows.Add(row.Key, row);
        foreach (var share in now.Shares)
        {
            if (!_shares.TryGetValue(share.Row, out var places))
                _shares[share.Row] = places = [];
            if (!places.TryGetValue((share.Column, share.Element), out var wanted))
                places[(share.Column, share.Element)] = wanted = [];
            wanted.Add(unit, share);
        }
    }

    private IEnumerable<Share> SharesOf(RowKey row) => _shares.TryGetValue(row, out var places) ? places.Values.Select(First) : [];

    private static Share First(SortedDictionary<Unit, Share> wanted)
    {
        using var each = wanted.Values.GetEnumerator();
        each.MoveNext();
        return each.Current;
    }
}
