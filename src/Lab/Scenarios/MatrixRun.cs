using System.Diagnostics;
using System.Globalization;
using Naru.Lab.Hosts;
using Naru.Lab.Processes;

namespace Naru.Lab.Scenarios;

/// <summary>Runs all scenarios in cells, one after the other: each brings up a lab as a user would, and takes it away again.</summary>
/// <param name="lab">The name of the lab.</param>
public sealed class MatrixRun(string lab, int port)
{
    private const string Holds = "holds";

    /// <summary>Why there is nothing to run on this machine; null: it is run.</summary>
    public static async Task<string?> WhyNotAsync(Cell cell, CancellationToken cancellation) => cell switch
    {
        { WhyNot: { } reason } => reason,
        { Mode: Cell.LinuxBridge, Type: "vlan" } when !await HasVlanDevicesAsync(cancellation) =>
            "the kernel of the machine that wrote this has no `8021q`, which VLANs on Linux bridges need: the ports' bindings fail and say so",
        { Mode: Cell.Ovn } when !OvnCentral.IsInstalled => "OVN is not installed on the machine that wrote this: './naru up --mode ovn' does that",
        _ => null,
    };

    // In a namespace that is gone with the command. The module is loaded where there is one.
    private static async Task<bool> HasVlanDevicesAsync(CancellationToken cancellation) =>
        (await Tool.RunAsync("unshare", ["--net", "ip", "link", "add", "link", "lo", "name", "lo.1", "type", "vlan", "id", "1"], cancellation: cancellation)).Succeeded;

    public async Task<CellOutcome> RunAsync(Cell cell, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var report = Path.GetTempFileName();
        try
        {
            await DownAsync();
            var up = await Tool.RunAsync(
                Daemon.Naru,
                ["up", "--lab", lab, "--port", port.ToString(CultureInfo.InvariantCulture), "--scenarios", "--report", report, .. cell.Options],
                cancellation: cancellation);
            var lines = (await File.ReadAllLinesAsync(report, cancellation)).Select(line => line.Split('\t')).Where(line => line.Length == 3).ToList();
            return new CellOutcome(
                cell,
                [.. lines.Where(line => line[0] == Holds).Select(line => line[1])],
                [.. lines.Where(line => line[0] != Holds).Select(line => $"{line[1]}: {line[2]}")],
                lines.Count == 0 ? up.LastWords : null,
                watch.Elapsed);
        }
        finally
        {
            File.Delete(report);
            await DownAsync();
        }
    }

    private Task DownAsync() => Tool.RunAsync(Daemon.Naru, ["down", "--lab", lab], cancellation: CancellationToken.None);
}
