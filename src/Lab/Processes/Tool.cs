using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Naru.Lab.Processes;

/// <summary>Runs the programs of the machine (ip, nsenter, ovs-vsctl …) to their end.</summary>
public static class Tool
{
    /// <summary>Where the programs of an administrator are, also when the caller's PATH lacks them.</summary>
    public const string SearchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    // The networks of the lab are its own: no proxy of the machine is reached from them.
    private static readonly string[] ProxyVariables =
        ["http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "ALL_PROXY"];

    /// <summary>Runs a program and answers with all that it said, whatever its exit code.</summary>
    public static async Task<ToolResult> RunAsync(
        string program, IEnumerable<string> arguments, ToolInput? input = null, CancellationToken cancellation = default)
    {
        input ??= ToolInput.Empty;
        using var process = StartProcess(Describe(program, arguments, input));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await WriteInputAsync(process, input.Text);
            await process.WaitForExitAsync(cancellation);
            return new ToolResult(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Runs a program that must succeed and answers with its output.</summary>
    /// <exception cref="ToolFailedException">It could not be started or ended with another code than 0.</exception>
    public static async Task<string> MustRunAsync(
        string program, IEnumerable<string> arguments, ToolInput? input = null, CancellationToken cancellation = default)
    {
        var words = arguments.ToArray();
        var result = await RunAsync(program, words, input, cancellation);
        return result.Succeeded
            ? result.Output
            : throw new ToolFailedException($"'{program} {OneLine(words)}' failed ({result.ExitCode}): {result.LastWords}");
    }

    /// <summary>Becomes the program: same process, same terminal, same exit code. Returns only by an exception.</summary>
    public static void Become(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var all = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
        all["PATH"] = SearchPath;
        foreach (var name in ProxyVariables)
            all.Remove(name);
        foreach (var (name, value) in environment)
            all[name] = value;

        // .NET ignores SIGPIPE, and what is ignored stays ignored over exec: 'yes | head' would never end.
        Libc.Signal(Libc.SigPipe, 0);
        Libc.Execute(program, [program, .. arguments, null], [.. all.Select(pair => $"{pair.Key}={pair.Value}"), null]);
        throw new ToolFailedException($"'{program}' could not be started: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}.");
    }

    /// <summary>How a program is started: its three streams are ours, and it finds what only an administrator has in the path.</summary>
    internal static ProcessStartInfo Describe(string program, IEnumerable<string> arguments, ToolInput input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = SearchPath;
        foreach (var name in ProxyVariables)
            start.Environment.Remove(name);
        foreach (var (name, value) in input.Environment)
            start.Environment[name] = value;
        return start;
    }

    /// <summary>The arguments as far as they fit a sentence: one of them may be a whole script.</summary>
    private static string OneLine(string[] words)
    {
        const int Longest = 100;
        var line = string.Join(' ', words).ReplaceLineEndings(" ");
        return line.Length <= Longest ? line : $"{line[..Longest]}…";
    }

    private static Process StartProcess(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new ToolFailedException($"'{start.FileName}' could not be started.");
        }
        catch (Win32Exception reason)
        {
            throw new ToolFailedException($"'{start.FileName}' could not be started ({reason.Message}): is its package installed? './naru' installs what is missing.");
        }
    }

    private static async Task WriteInputAsync(Process process, string? text)
    {
        try
        {
            if (text is not null)
                await process.StandardInput.WriteAsync(text);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all of its input; its exit code says whether that was a failure.
        }
    }
}
