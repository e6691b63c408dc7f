using Naru.Protocols.Ovsdb.Models;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Ovn.Rows;

/// <summary>Collects what one object is translated to.</summary>
internal sealed class RowSet
{
    private readonly List<NorthboundRow> _rows = [];
    private readonly List<Share> _shares = [];

    public RowKey Add<T>(T row)
        where T : class, IOvsdbRow<T>
    {
        var added = NorthboundRow.Of(row);
        _rows.Add(added);
        return added.Key;
    }

    /// <summary>Adds a row of a table that is no root (RFC 7047 §3.2): it lives as long as the column names it.</summary>
    public RowKey AddTo<T>(RowKey parent, string column, T row)
        where T : class, IOvsdbRow<T>
    {
        var key = Add(row);
        Join(parent, column, key);
        return key;
    }

    public void Join(RowKey parent, string column, RowKey member) => _shares.Add(Share.In(parent, column, member));

    public void Put(RowKey row, string column, string key, string value) => _shares.Add(new Share(row, column, key, (Atom)value));

    public UnitRows Done() => new(_rows, [.. _shares.DistinctBy(share => share.Place)]);
}
