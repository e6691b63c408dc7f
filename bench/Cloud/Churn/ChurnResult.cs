namespace Naru.Bench.Churn;

/// <summary>What came of a churn.</summary>
/// <param name="Faults">Everything that should not be: answers of 500 and above, objects that quotas count wrong, addresses twice, what the doctor finds.</param>
public sealed record ChurnResult(int Done, int Refused, TimeSpan Elapsed, IReadOnlyList<string> Faults);
