namespace Naru.Network;

/// <summary>Numbers from one to another, both included.</summary>
public sealed record NumberRange(long First, long Last);
