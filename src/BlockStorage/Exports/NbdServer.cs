using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Naru.Primitives;

namespace Naru.BlockStorage.Exports;

/// <summary>Sees to it that <c>nbdkit</c> serves the files of volumes over NBD, each under its name.</summary>
/// <remarks>
/// It looks for the file when somebody connects, so that nothing has to be told to it. It is a process of its own and outlives the server, also
/// one that is told to end: instances write to their disks meanwhile. The next server finds it by its process id.
/// </remarks>
internal sealed class NbdServer(VolumeExport export, string volumes, string pidFile, ILogger<NbdServer> log) : BackgroundService
{
    private const string Program = "nbdkit";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? complaint = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            var before = complaint;
            complaint = IsAlive() ? null : (await LaunchAsync(stoppingToken)).Error?.Message;
            // What does not get better is said once.
            if (complaint is not null && complaint != before)
                log.NotExporting(export.Address, complaint);
            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Result<Done>> LaunchAsync(CancellationToken cancellation)
    {
        string[] entering = export.NetworkNamespace is null ? [] : ["nsenter", $"--net={export.NetworkNamespace}"];
        string[] command =
        [
            .. entering, Program, "--ipaddr", export.Address, "--port", VolumeExport.Port.ToString(CultureInfo.InvariantCulture), "--pidfile", pidFile, "--log=null",
            "file", $"dir={volumes}",
        ];
        try
        {
            // It goes into the background when it listens, and says nothing afterwards.
            using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!; // Null only when a shell opens a document.
            var complaint = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            if (process.ExitCode != 0)
                return new Error(ErrorKind.Unavailable, "CommandFailed", $"'{string.Join(' ', command)}' ended with {process.ExitCode}: {(await complaint).Trim()}");
            log.Exporting(export.Address, VolumeExport.Port);
            return Done.Ok;
        }
        catch (Win32Exception missing)
        {
            return new Error(ErrorKind.Unavailable, "ProgramMissing", $"'{command[0]}' cannot be started: {missing.Message} (its package is nbdkit).");
        }
    }

    /// <summary>An id may belong to another process by now; ours names its file.</summary>
    private bool IsAlive()
    {
        try
        {
            return int.TryParse(File.ReadAllText(pidFile), CultureInfo.InvariantCulture, out var pid)
                && File.ReadAllText($"/proc/{pid}/cmdline").Split('\0').Contains(pidFile);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
