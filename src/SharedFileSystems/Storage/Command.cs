using System.ComponentModel;
using System.Diagnostics;
using Naru.Primitives;

namespace Naru.SharedFileSystems.Storage;

/// <summary>Runs the programs of the machine (mkfs.ext4, mount, losetup, ceph …) to their end.</summary>
internal static class Command
{
    private const string SearchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public static string? Find(string program) =>
        SearchPath.Split(':').Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);

    /// <returns>What it wrote, or what it complained of.</returns>
    // A list of arguments may have any length, so that what ends it comes first.
#pragma warning disable CA1068
    public static async Task<Result<string>> RunAsync(CancellationToken cancellation, string program, params IReadOnlyList<string> arguments) =>
        (await EndAsync(cancellation, program, arguments)).Then<string>(end => end.ExitCode == 0
            ? end.Output
            : Failed($"'{program} {string.Join(' ', arguments)}' ended with {end.ExitCode}: {end.Words}"));

    /// <returns>How it ended; an error when it could not be started.</returns>
    public static async Task<Result<CommandEnd>> EndAsync(CancellationToken cancellation, string program, params IReadOnlyList<string> arguments)
#pragma warning restore CA1068
    {
        var start = new ProcessStartInfo(Find(program) ?? program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = SearchPath;
        start.Environment["LC_ALL"] = "C";
        try
        {
            using var process = Process.Start(start)!; // Null only when a shell opens a document.
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var complaint = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return new CommandEnd(process.ExitCode, await output, await complaint);
        }
        catch (Win32Exception exception)
        {
            return Failed($"'{program}' could not be started: {exception.Message}");
        }
    }

    public static Error Failed(string message) => new(ErrorKind.Unavailable, "CommandFailed", message);
}
