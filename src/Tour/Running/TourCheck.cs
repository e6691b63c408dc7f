using System.Diagnostics;
using Naru.Lab.Cloud;
using Naru.Lab.Processes;
using Naru.Lab.Topology;
using Naru.Primitives;
using Naru.Tour.Exercises;
using Naru.Tour.Steps;

namespace Naru.Tour.Running;

/// <summary>Runs chapters unattended: every step, and every exercise broken, seen to be broken, mended and seen to be mended.</summary>
public sealed class TourCheck(Workshop workshop, ITeller teller)
{
    /// <summary>A failed step ends its chapter; the next one begins all the same, after cleaning.</summary>
    public async IAsyncEnumerable<CheckedStep> RunAsync(
        IEnumerable<Chapter> chapters, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var runner = new StepRunner(workshop, teller);
        foreach (var chapter in chapters)
        {
            var prepared = await PrepareAsync(workshop, chapter, cancellation);
            foreach (var step in chapter.Steps)
            {
                var watch = Stopwatch.StartNew();
                var outcome = prepared.Succeeded ? await GuardAsync(() => RunAsync(runner, step, cancellation)) : prepared;
                yield return new CheckedStep(chapter, step, outcome, watch.Elapsed);
                if (!outcome.Succeeded)
                    break;
            }
            if (chapter.Cleaning is { } clean && await GuardAsync(() => clean(workshop, cancellation)) is { Succeeded: false } left)
                yield return new CheckedStep(chapter, chapter.Steps[^1], left, TimeSpan.Zero);
        }
    }

    /// <summary>Makes what a chapter needs, and takes away what an earlier visit has left.</summary>
    public static async Task<Result<Done>> PrepareAsync(Workshop workshop, Chapter chapter, CancellationToken cancellation)
    {
        if (!workshop.State().TryGet(out var state, out var error)
            || !(await CloudReadiness.WaitForAgentsAsync(workshop.Cloud, state, cancellation)).TryGet(out _, out error))
            return error;
        if (chapter.Needs is Setting.Topology)
        {
            if (!(await Course.EnsureAsync(workshop.Directory, workshop.Cloud, cancellation)).TryGet(out _, out error)
                || !(await CloudReadiness.WaitForPortsAsync(workshop.Cloud, cancellation)).TryGet(out _, out error))
                return error;
        }
        return chapter.Cleaning is { } clean ? await GuardAsync(() => clean(workshop, cancellation)) : Done.Ok;
    }

    private Task<Result<Done>> RunAsync(StepRunner runner, Step step, CancellationToken cancellation) =>
        step is Practice practice ? RunAsync(practice.Exercise, cancellation) : runner.RunAsync(step, cancellation);

    private async Task<Result<Done>> RunAsync(Exercise exercise, CancellationToken cancellation)
    {
        var outcome = await TryAsync(exercise, cancellation);
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

    private static async Task<Result<Done>> GuardAsync(Func<Task<Result<Done>>> run)
    {
        try
        {
            return await run();
        }
        catch (ToolFailedException failure)
        {
            return new Error(ErrorKind.Unavailable, "ToolFailed", failure.Message);
        }
    }
}
