using Naru.Tour;
using Naru.Tour.Running;
using Naru.Tour.Steps;
using Spectre.Console;

namespace Naru.Commands;

/// <summary>The course without a learner: a line a step, and all that a failed one showed.</summary>
internal static class CourseCheck
{
    public static async Task<int> RunAsync(Workshop workshop, IReadOnlyList<Chapter> chapters, TourLanguage language, CancellationToken cancellation)
    {
        var notes = new CourseNotes();
        var (steps, exercises, failed) = (0, 0, 0);
        await foreach (var done in new TourCheck(workshop, notes).RunAsync(chapters, cancellation))
        {
            steps++;
            exercises += done.Step is Practice ? 1 : 0;
            AnsiConsole.MarkupLineInterpolated(
                $"{(done.Outcome.Succeeded ? "✓" : "✗")} {done.Chapter.Name} · {done.Step.Title.In(language)} [grey]{done.Duration.TotalSeconds:0.0} s[/]");
            if (done.Outcome.Error is { } error)
            {
                failed++;
                AnsiConsole.WriteLine(notes.Text);
                AnsiConsole.MarkupLineInterpolated($"[red]{error.Message}[/]");
            }
            notes.Clear();
        }
        AnsiConsole.WriteLine($"{chapters.Count} chapters: {steps} steps, {exercises} of them exercises; {failed} failed");
        return failed == 0 ? Answer.Success : Answer.Refused;
    }
}
