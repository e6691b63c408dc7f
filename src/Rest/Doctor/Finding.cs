namespace Naru.Rest.Doctor;

/// <summary>A violation with the rule that it breaks.</summary>
public sealed record Finding(string Rule, Violation Violation);
