namespace Naru.Lab.Scenarios;

/// <summary>How the scenarios went in one cell.</summary>
/// <param name="Passed">The scenarios that hold.</param>
/// <param name="Failed">Those that do not, with what was seen instead.</param>
/// <param name="Trouble">Why there are none of either: the cell did not come up. Null: it did.</param>
public sealed record CellOutcome(Cell Cell, IReadOnlyList<string> Passed, IReadOnlyList<string> Failed, string? Trouble, TimeSpan Duration)
{
    public bool Holds => Trouble is null && Failed.Count == 0 && Passed.Count > 0;

    public override string ToString() => Trouble is not null ? "not up" : $"{Passed.Count}/{Passed.Count + Failed.Count}";
}
