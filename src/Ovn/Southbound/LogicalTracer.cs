using System.ComponentModel;
using System.Diagnostics;
using Naru.Primitives;

namespace Naru.Ovn.Southbound;

/// <summary>Runs a packet through the logical flows of the southbound database, by OVN's own tracer (ovn-trace(8)). Nothing is sent and nothing changed.</summary>
public sealed class LogicalTracer(OvnOptions options)
{
    private const string Program = "ovn-trace";

    /// <summary>A packet passes connection tracking twice in each switch that filters, and routers may be between several.</summary>
    private const int MostPasses = 8;

    /// <param name="datapath">The name of the logical switch or router at which it begins.</param>
    /// <param name="packet">An expression as in a logical flow.</param>
    /// <param name="state">What connection tracking says of it.</param>
    /// <param name="way">Which of several routes shall be taken; null: there is one.</param>
    public async Task<Result<string>> TraceAsync(string datapath, string packet, string state, int? way, CancellationToken cancellation)
    {
        if (options.Southbound.IsEmpty)
            return Unavailable("the server has no southbound database to look into ('--ovn-sb')");
        var start = new ProcessStartInfo(
            Program,
            [
                $"--db={string.Join(',', options.Southbound)}", "--no-friendly-names",
                .. Enumerable.Repeat($"--ct={state}", MostPasses), .. way is { } taken ? (string[])[$"--select-id={taken}"] : [], datapath, packet,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!; // Null only where a shell would run it.
            var complaint = process.StandardError.ReadToEndAsync(cancellation);
            var text = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0 ? text : Unavailable($"{Program}: {(await complaint).Trim()}");
        }
        catch (Win32Exception)
        {
            return Unavailable($"{Program} is not installed where the server runs: its package is ovn-common");
        }
    }

    private static Error Unavailable(string why) => new(ErrorKind.Unavailable, "LogicalFlowsAway", $"OVN's logical flows cannot be looked at: {why}.");
}
