namespace Naru.Tour.Steps;

/// <summary>There is nothing to do but to read.</summary>
public sealed record Reading(Said Title, Said Text) : Step(Title, Text);
