using System.Diagnostics;
using System.Runtime.CompilerServices;
using Naru.Primitives;
using Naru.Tour.Exercises;
using Naru.Tour.Steps;

namespace Naru.Tour.Running;

/// <summary>Runs chapters unattended: every step, and every exercise broken, seen to be broken, mended and seen to be mended.</summary>
public sealed class TourCheck(Workshop workshop, ITeller teller)
{
    /// <summary>A failed step ends its chapter; the next one begins all the same, after cleaning.</summary>
    public async IAsyncEnumerable<CheckedStep> RunAsync(
        IEnumerable<Chapter> chapters, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var runner = new StepRunner(workshop, teller);
        foreach (var chapter in chapters)
        {
            var prepared = await Guarded.RunAsync(() => Preparation.RunAsync(workshop, chapter, cancellation));
            foreach (var step in chapter.Steps)
            {
                var watch = Stopwatch.StartNew();
                var outcome = prepared.Succeeded ? await Guarded.RunAsync(() => RunAsync(runner, step, cancellation)) : prepared;
                yield return new CheckedStep(chapter, step, outcome, watch.Elapsed);
                if (!outcome.Succeeded)
                    break;
            }
            if (chapter.Cleaning is { } clean && await Guarded.RunAsync(() => clean(workshop, cancellation)) is { Succeeded: false } left)
                yield return new CheckedStep(chapter, chapter.Steps[^1], left, TimeSpan.Zero);
        }
    }

    private Task<Result<Done>> RunAsync(StepRunner runner, Step step, CancellationToken cancellation) =>
        step is Practice practice ? RunAsync(practice.Exercise, cancellation) : runner.RunAsync(step, cancellation);

    private async Task<Result<Done>> RunAsync(Exercise exercise, CancellationToken cancellation)
    {
        var outcome = await Guarded.RunAsync(() => TryAsync(exercise, cancellation));
        var cleaned = await exercise.CleanUpAsync(workshop, cancellation);
        return outcome.Succeeded ? cleaned : outcome;
    }

    private async Task<Result<Done>> TryAsync(Exercise exercise, CancellationToken cancellation)
    {
        if (!(await exercise.BreakAsync(workshop, cancellation)).TryGet(out _, out var error))
            return error;
        var broken = await exercise.CheckAsync(workshop, cancellation);
        if (broken.Succeeded)
            return Error.Conflict("NotBroken", $"'{exercise.Title.English}' works although it was broken.");
        teller.Output(broken.Error.Message);
        return (await exercise.MendAsync(workshop, cancellation)).TryGet(out _, out error)
            ? await exercise.CheckAsync(workshop, cancellation)
            : error;
    }
}
