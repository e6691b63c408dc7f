using System.Diagnostics;
using Naru.Primitives;
using Spectre.Console;

namespace Naru.Commands;

/// <summary>Tells what is being done, and how long it took once it is.</summary>
internal static class Progress
{
    /// <summary>A step that may be refused; why is for the caller to say.</summary>
    public static Task<Result<T>> StepAsync<T>(string name, Func<Task<Result<T>>> run) => StepAsync(name, run, result => result.Succeeded);

    public static Task<T> StepAsync<T>(string name, Func<Task<T>> run) => StepAsync(name, run, _ => true);

    private static async Task<T> StepAsync<T>(string name, Func<Task<T>> run, Func<T, bool> succeeded)
    {
        var watch = Stopwatch.StartNew();
        // A terminal sees what is being waited for; a file only gets what is done.
        var result = AnsiConsole.Profile.Capabilities.Interactive
            ? await AnsiConsole.Status().StartAsync(name, _ => run())
            : await run();
        AnsiConsole.MarkupLineInterpolated($"{(succeeded(result) ? "✓" : "✗")} {name} [grey]{watch.Elapsed.TotalSeconds:0.0} s[/]");
        return result;
    }
}
