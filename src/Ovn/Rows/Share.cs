using Naru.Protocols.Ovsdb.Values;

namespace Naru.Ovn.Rows;

/// <summary>One object's part in a column that belongs to many: a port's place in <c>Logical_Switch.ports</c>, a name in <c>DNS.records</c>.</summary>
/// <remarks>
/// What others put into the column stays as it is, and a change of one object costs one mutation of one element however large the column is.
/// </remarks>
/// <param name="Row">Whose column it is.</param>
/// <param name="Element">The element of a set, or the key of a map.</param>
/// <param name="Value">The value of a map's key; null: the column is a set.</param>
public sealed record Share(RowKey Row, string Column, Atom Element, Atom? Value = null)
{
    public static Share In(RowKey row, string column, RowKey member) => new(row, column, member.Uuid);

    /// <summary>Where in the database it is: of two objects that want to be there, one is.</summary>
    public (RowKey Row, string Column, Atom Element) Place => (Row, Column, Element);

    public override string ToString() => $"{Row.Table} {Row.Uuid} {Column} += {Element}{(Value is { } value ? $"={value}" : "")}";
}
