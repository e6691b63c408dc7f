namespace Naru.Tour.Steps;

/// <summary>One step of a chapter.</summary>
/// <param name="Title">A few words, for lists.</param>
/// <param name="Text">What the learner reads before it is done.</param>
public abstract record Step(Said Title, Said Text);
