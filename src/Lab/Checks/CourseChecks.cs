using System.Diagnostics;
using System.Runtime.CompilerServices;
using Naru.Lab.Processes;

namespace Naru.Lab.Checks;

/// <summary>All that is proven of the course's topology.</summary>
public static class CourseChecks
{
    /// <summary>In the order of a packet's way; the one that makes something comes last and removes it.</summary>
    public static readonly IReadOnlyList<Check> All =
    [
        AddressingChecks.Leases,
        ReachabilityChecks.AcrossHosts,
        ReachabilityChecks.Routed,
        ReachabilityChecks.SourceNat,
        FloatingIpChecks.Reached,
        SecurityGroupChecks.Ingress,
        SecurityGroupChecks.Egress,
        SecurityGroupChecks.RemoteGroup,
        SecurityGroupChecks.Established,
        SpoofingChecks.Mac,
        SpoofingChecks.Ip,
        AddressingChecks.Names,
        AddressingChecks.Metadata,
        ReachabilityChecks.FullFrames,
        FloatingIpChecks.Unset,
    ];

    /// <summary>Runs them one after the other and reports each as soon as it is done.</summary>
    public static async IAsyncEnumerable<CheckReport> RunAsync(Scene scene, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var check in All)
            yield return await RunAsync(check, scene, cancellation);
    }

    private static async Task<CheckReport> RunAsync(Check check, Scene scene, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            return new CheckReport(check.Name, await check.RunAsync(scene, cancellation), watch.Elapsed);
        }
        catch (ToolFailedException failure)
        {
            return new CheckReport(check.Name, Check.Failed(failure.Message), watch.Elapsed);
        }
    }
}
