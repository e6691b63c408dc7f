using Naru.Tour.Exercises;

namespace Naru.Tour.Steps;

/// <summary>Something is broken for the learner to find and to mend.</summary>
public sealed record Practice(Exercise Exercise) : Step(Exercise.Title, Exercise.Story);
