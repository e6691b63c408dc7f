using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Naru.BlockStorage.Programs;

/// <summary>How a program of the machine (qemu-img, nbdkit, stat …) ended.</summary>
/// <param name="Output">What it wrote.</param>
/// <param name="Complaint">What it wrote to its standard error, without the white space around it.</param>
internal sealed record ProgramEnd(int ExitCode, string Output, string Complaint)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>Runs a program to its end; one that is not waited for any longer is killed.</summary>
    /// <returns>Null when there is no such program.</returns>
    public static async Task<ProgramEnd?> OfAsync(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        try
        {
            using var process = Start(command);
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var complaint = process.StandardError.ReadToEndAsync(cancellation);
            try
            {
                await process.WaitForExitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                throw;
            }
            return new ProgramEnd(process.ExitCode, await output, (await complaint).Trim());
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Likewise for those who wait on a thread of their own.</summary>
    public static ProgramEnd? Of(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        try
        {
            using var process = Start(command);
            using var killing = cancellation.Register(process.Kill);
            var complaint = new StringBuilder();
            process.ErrorDataReceived += (_, line) => complaint.AppendLine(line.Data);
            process.BeginErrorReadLine();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            return new ProgramEnd(process.ExitCode, output, complaint.ToString().Trim());
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static Process Start(IReadOnlyList<string> command) =>
        Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true })!; // Null only when a shell opens a document.
}
