using Naru.Primitives;
using Naru.Tour.Running;

namespace Naru.Tour.Exercises;

/// <summary>A fault that is made on purpose, and how one knows that it is gone.</summary>
public abstract class Exercise
{
    public abstract Said Title { get; }

    /// <summary>What the learner is told: what does not work, not why.</summary>
    public abstract Said Story { get; }

    /// <summary>From the vaguest to the plainest.</summary>
    public abstract IReadOnlyList<Said> Hints { get; }

    /// <summary>What was wrong, and the commands that mend it.</summary>
    public abstract Said Solution { get; }

    /// <summary>Makes the fault. Doing it twice is as doing it once.</summary>
    public abstract Task<Result<Done>> BreakAsync(Workshop workshop, CancellationToken cancellation);

    /// <summary>Holds the cloud against what should be, with real packets; an error says what still does not work.</summary>
    public abstract Task<Result<Done>> CheckAsync(Workshop workshop, CancellationToken cancellation);

    /// <summary>Mends it in the learner's place.</summary>
    public abstract Task<Result<Done>> MendAsync(Workshop workshop, CancellationToken cancellation);

    /// <summary>Takes away what the exercise has made besides; also after the learner has mended it in another way.</summary>
    public virtual Task<Result<Done>> CleanUpAsync(Workshop workshop, CancellationToken cancellation) => MendAsync(workshop, cancellation);
}
