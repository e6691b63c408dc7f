namespace Naru.Compute;

/// <summary>What an operator decides about Compute.</summary>
public sealed record ComputeOptions
{
    /// <summary>How many virtual processors a real one may carry (nova.conf, <c>cpu_allocation_ratio</c>).</summary>
    public double CpuRatio { get; init; } = 16;

    /// <summary>How much memory may be promised of what there is: light instances touch little of theirs.</summary>
    public double RamRatio { get; init; } = 1.5;

    /// <summary>Disks are sparse, but what is promised is written some day.</summary>
    public double DiskRatio { get; init; } = 1;

    /// <summary>The zone of hosts that no aggregate puts into another.</summary>
    public string DefaultZone { get; init; } = "nova";

    /// <summary>How many deleted instances are remembered; the oldest are forgotten.</summary>
    public int DeletedServers { get; init; } = 2000;
}
