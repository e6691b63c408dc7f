namespace Naru.Agent.Instances.Namespaced;

/// <summary>What the namespaces of an instance are made from.</summary>
/// <param name="HostName">The name inside.</param>
/// <param name="Files">What the host keeps for it.</param>
/// <param name="Root">The device with its root file system, and the file system's type.</param>
/// <param name="Disks">All disks that it sees.</param>
/// <param name="Init">The first program, a path inside.</param>
internal sealed record CellPlan(string HostName, InstanceFiles Files, CellMount Root, IReadOnlyList<GuestDisk> Disks, string Init, IReadOnlyList<string> InitArguments)
{
    /// <summary>What is mounted beside the root.</summary>
    public IReadOnlyList<CellMount> Mounts { get; init; } = [];

    /// <summary>Files of the host that it gets a copy of: from where, and where.</summary>
    public IReadOnlyList<(string Source, string Target)> Copied { get; init; } = [];

    public string? AdminPassword { get; init; }

    public int Vcpus { get; init; } = 1;

    public int MemoryMiB { get; init; }
}
