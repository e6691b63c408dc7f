using System.Diagnostics;
using Naru.Lab.Hosts;
using Naru.Lab.Processes;

namespace Naru.Lab.Checks;

/// <summary>All that is proven of the course's topology.</summary>
public static class CourseChecks
{
    /// <summary>In the order of a packet's way.</summary>
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

    /// <summary>The checks as a lab's mode has them: where OVN does the networks, packets take other ways, and Linux bridges carry no trunks.</summary>
    public static IReadOnlyList<Check> Of(LabMode mode, IReadOnlyList<Check> checks) => [.. checks.Select(check => (mode, check.Name) switch
    {
        (LabMode.Ovn, var name) when name == ReachabilityChecks.Routed.Name => OvnChecks.Routed,
        (LabMode.LinuxBridge, var name) when name == TrunkChecks.Carried.Name => TrunkChecks.Refused,
        _ => check,
    })];

    /// <summary>Runs those that do not disturb each other at once, then the rest; reports in their order.</summary>
    public static async Task<IReadOnlyList<CheckReport>> RunAsync(IReadOnlyList<Check> checks, Scene scene, CancellationToken cancellation)
    {
        await scene.StartServersAsync(cancellation);
        var together = await Task.WhenAll(checks.Where(check => !check.RunsAlone).Select(check => RunAsync(check, scene, cancellation)));
        var reports = together.ToDictionary(report => report.Name);
        foreach (var check in checks.Where(check => check.RunsAlone))
            reports[check.Name] = await RunAsync(check, scene, cancellation);
        return [.. checks.Select(check => reports[check.Name])];
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
