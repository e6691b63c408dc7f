using System.Diagnostics;
using System.Globalization;
using Naru.Lab.Processes;

namespace Naru.Lab.Scenarios;

/// <summary>Runs all scenarios in cells, one after the other: each brings up a lab as a user would, and takes it away again.</summary>
/// <param name="lab">The name of the lab.</param>
public sealed class MatrixRun(string lab, int port)
{
    private const string Holds = "holds";

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
