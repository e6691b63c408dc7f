using Naru.Protocols.Ovsdb.Models;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Ovn.Comparing;

/// <summary>A row of a table as the database has it.</summary>
/// <remarks>
/// It is looked into when tables are compared, and not each time that it changes: the names and ports of a large network are one row each, and every port of it changes them.
/// </remarks>
internal sealed record HeldRow<T>(Guid Uuid, OvsdbRow Columns) : IOvsdbRow<HeldRow<T>>
    where T : class, IOvsdbRow<T>
{
    public static TableModel<HeldRow<T>> Table { get; } = new(T.Table.Name, T.Table.Columns, (uuid, columns) => new HeldRow<T>(uuid, columns));

    public OvsdbRow ToRow() => Columns;
}
