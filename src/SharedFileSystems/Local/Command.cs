using System.ComponentModel;
using System.Diagnostics;
using Naru.Primitives;

namespace Naru.SharedFileSystems.Local;

/// <summary>Runs the programs of the machine (mkfs.ext4, mount, losetup …) to their end.</summary>
internal static class Command
{
    private const string SearchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public static string? Find(string program) =>
        SearchPath.Split(':').Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);

    /// <returns>What it wrote, or what it complained of.</returns>
    // A list of arguments may have any length, so that what ends it comes first.
#pragma warning disable CA1068
    public static async Task<Result<string>> RunAsync(CancellationToken cancellation, string program, params IReadOnlyList<string> arguments)
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
            if (process.ExitCode == 0)
                return await output;
            var words = $"{await output} {await complaint}".ReplaceLineEndings(" ").Trim();
            return new Error(ErrorKind.Unavailable, "CommandFailed", $"'{program} {string.Join(' ', arguments)}' ended with {process.ExitCode}: {words}");
        }
        catch (Win32Exception exception)
        {
            return new Error(ErrorKind.Unavailable, "CommandFailed", $"'{program}' could not be started: {exception.Message}");
        }
    }
}
