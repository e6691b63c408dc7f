using Naru.Protocols.Ovsdb.Models;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Ovn.Rows;

/// <summary>A row that should be there, without the columns that many objects have a part in (see <see cref="Share"/>).</summary>
/// <param name="Columns">The columns that differ from their defaults.</param>
public sealed record NorthboundRow(RowKey Key, OvsdbRow Columns)
{
    public static NorthboundRow Of<T>(T row)
        where T : class, IOvsdbRow<T> => new(new RowKey(T.Table.Name, row.Uuid), row.ToRow());

    public override string ToString() => $"{Key.Table} {Key.Uuid} {Columns}";
}
