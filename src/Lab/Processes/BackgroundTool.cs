using System.Collections.Concurrent;
using System.Diagnostics;

namespace Naru.Lab.Processes;

/// <summary>A program that runs while something else is done, and whose lines can be read; it ends when it is disposed.</summary>
public sealed class BackgroundTool : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private BackgroundTool(Process process) => _process = process;

    /// <summary>What it wrote to its standard output so far.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    public static BackgroundTool Start(string program, IEnumerable<string> arguments, ToolInput input)
    {
        var process = Process.Start(Tool.Describe(program, arguments, input))!;
        var tool = new BackgroundTool(process);
        process.OutputDataReceived += (_, line) => Keep(tool._lines, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(tool._errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
        return tool;
    }

    /// <summary>Waits until it says on its standard error that it is ready.</summary>
    /// <exception cref="ToolFailedException">It ended, or did not say so in time.</exception>
    public Task WaitForErrorLineAsync(string part, TimeSpan atMost, CancellationToken cancellation) =>
        WaitAsync(() => _errors.Any(line => line.Contains(part)), atMost, cancellation);

    /// <summary>Waits until a line of its output matches; false when none does in time.</summary>
    public async Task<bool> SeesAsync(Func<string, bool> matches, TimeSpan atMost, CancellationToken cancellation)
    {
        for (var end = DateTime.UtcNow + atMost; !_lines.Any(matches); await Task.Delay(5, cancellation))
        {
            if (DateTime.UtcNow > end)
                return false;
        }
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // nsenter forks into a pid namespace and does not pass a signal on.
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
        _process.Dispose();
    }

    private async Task WaitAsync(Func<bool> happened, TimeSpan atMost, CancellationToken cancellation)
    {
        for (var end = DateTime.UtcNow + atMost; !happened(); await Task.Delay(5, cancellation))
        {
            if (_process.HasExited || DateTime.UtcNow > end)
                throw new ToolFailedException($"'{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)}' did not start: {string.Join(' ', _errors)}");
        }
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }
}
