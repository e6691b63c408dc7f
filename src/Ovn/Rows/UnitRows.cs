namespace Naru.Ovn.Rows;

/// <summary>The rows of one object, and its parts in the rows of others.</summary>
public sealed record UnitRows(IReadOnlyList<NorthboundRow> Rows, IReadOnlyList<Share> Shares)
{
    public static readonly UnitRows None = new([], []);
}
