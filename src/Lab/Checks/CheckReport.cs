using Naru.Primitives;

namespace Naru.Lab.Checks;

/// <summary>How a check went.</summary>
/// <param name="Outcome">What was seen, or why it does not hold.</param>
public sealed record CheckReport(string Name, Result<string> Outcome, TimeSpan Duration)
{
    public bool Passed => Outcome.Succeeded;
}
