using System.Globalization;

namespace Naru.Lab.Processes;

/// <summary>Starts processes that outlive the command which started them.</summary>
public static class Daemon
{
    // $0 is the log, the rest is the command. The shell's child becomes the program, so the printed id is the program's.
    private const string Script = """setsid "$@" </dev/null >>"$0" 2>&1 & echo $!""";

    /// <summary>This program itself, for commands that start further ones of it; tests, which are another program, name it.</summary>
    public static string Naru => Environment.GetEnvironmentVariable("NARU") is { Length: > 0 } named ? named : Path.Combine(AppContext.BaseDirectory, "naru");

    /// <summary>Starts a command; <paramref name="entering"/> is the program, with arguments, that goes where it shall run.</summary>
    /// <param name="log">The file to which all that it says is added.</param>
    public static async Task<ProcessIdentity> StartAsync(
        IReadOnlyList<string> entering, IReadOnlyList<string> command, string log, ToolInput input, CancellationToken cancellation)
    {
        string[] words = [.. entering, "sh", "-euc", Script, log, .. command];
        var pid = await Tool.MustRunAsync(words[0], words[1..], input, cancellation);
        return ProcessIdentity.Of(int.Parse(pid, CultureInfo.InvariantCulture))
            ?? throw new ToolFailedException($"'{string.Join(' ', command)}' ended at once; its last words: {LastWords(log)}");
    }

    /// <summary>The last line of a log that says something.</summary>
    public static string LastWords(string log) => File.Exists(log)
        ? File.ReadLines(log).LastOrDefault(line => line.Trim().Length > 0) ?? "none"
        : "none";
}
