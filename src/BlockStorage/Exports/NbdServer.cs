using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Naru.BlockStorage.Programs;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

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
            complaint = (await EnsureAsync(stoppingToken)).Error?.Message;
            // What does not get better is said once.
            if (complaint is not null && complaint != before)
                log.NotExporting(export.Address, complaint);
            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One that was started for another address, or in a network that is not there any more, makes room.</summary>
    private async Task<Result<Done>> EnsureAsync(CancellationToken cancellation)
    {
        if (Running() is { } pid)
        {
            if (IsInPlace(pid))
                return Done.Ok;
            await EndAsync(pid, cancellation);
        }
        return await LaunchAsync(cancellation);
    }

    private async Task EndAsync(int pid, CancellationToken cancellation)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It has ended by itself.
        }
        while (Running() == pid)
            await Task.Delay(Pause / 100, cancellation);
    }

    private async Task<Result<Done>> LaunchAsync(CancellationToken cancellation)
    {
        string[] entering = export.NetworkNamespace is null ? [] : ["nsenter", $"--net={export.NetworkNamespace}"];
        string[] command =
        [
            .. entering, Program, "--ipaddr", export.Address, "--port", VolumeExport.Port.ToString(CultureInfo.InvariantCulture), "--pidfile", pidFile, "--log=null",
            "file", $"dir={volumes}",
        ];
        // It goes into the background when it listens, and says nothing afterwards.
        switch (await ProgramEnd.OfAsync(command, cancellation))
        {
            case { Succeeded: true }:
                log.Exporting(export.Address, VolumeExport.Port);
                return Done.Ok;
            case { } failed:
                return new Error(ErrorKind.Unavailable, "CommandFailed", $"'{string.Join(' ', command)}' ended with {failed.ExitCode}: {failed.Complaint}");
            default:
                return new Error(ErrorKind.Unavailable, "ProgramMissing", $"'{command[0]}' cannot be started: it is not installed (the package of {Program} is {Program}).");
        }
    }

    /// <summary>The process that serves these files; its id may belong to another by now, and ours names its file.</summary>
    private int? Running() =>
        File.Exists(pidFile) && int.TryParse(File.ReadAllText(pidFile), CultureInfo.InvariantCulture, out var pid) && ArgumentsOf(pid).Contains(pidFile) ? pid : null;

    // A namespace that is not there says nothing.
    private bool IsInPlace(int pid) =>
        ArgumentsOf(pid).Contains(export.Address) && NetworkNamespace.AreSame($"/proc/{pid}/ns/net", export.NetworkNamespace ?? "/proc/self/ns/net") is not false;

    // One that has ended has none.
    private static string[] ArgumentsOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
