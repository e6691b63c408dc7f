using System.Diagnostics;
using Spectre.Console;

namespace Naru.Commands;

/// <summary>Tells what is being done, and how long it took once it is.</summary>
internal static class Progress
{
    public static async Task<T> StepAsync<T>(string name, Func<Task<T>> run)
    {
        var watch = Stopwatch.StartNew();
        // A terminal sees what is being waited for; a file only gets what is done.
        var result = AnsiConsole.Profile.Capabilities.Interactive
            ? await AnsiConsole.Status().StartAsync(name, _ => run())
            : await run();
        AnsiConsole.MarkupLineInterpolated($"[green]✓[/] {name} [grey]{watch.Elapsed.TotalSeconds:0.0} s[/]");
        return result;
    }
}
