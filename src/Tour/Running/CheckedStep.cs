using Naru.Primitives;
using Naru.Tour.Steps;

namespace Naru.Tour.Running;

/// <summary>What came of a step that was run unattended.</summary>
public sealed record CheckedStep(Chapter Chapter, Step Step, Result<Done> Outcome, TimeSpan Duration);
