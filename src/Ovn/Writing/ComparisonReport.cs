using Naru.Primitives;

namespace Naru.Ovn.Writing;

/// <summary>What a full comparison found.</summary>
/// <param name="Revision">The revision of the state that the database was held against.</param>
/// <param name="Rows">How many rows should be there.</param>
/// <param name="Differences">How many there were. They have been written since.</param>
/// <param name="First">The first of them, in words.</param>
public sealed record ComparisonReport(long Revision, int Rows, TimeSpan Duration, int Differences, EquatableList<string> First)
{
    public static readonly ComparisonReport None = new(0, 0, TimeSpan.Zero, 0, default);
}
