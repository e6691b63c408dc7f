using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>What a host has for instances.</summary>
/// <param name="Drivers">What it can run them with, the usual one first: <c>namespace</c>, <c>qemu</c>.</param>
/// <param name="DiskGiB">Of the file system that has the instances' disks.</param>
public sealed record NodeHypervisor(EquatableList<string> Drivers, int Vcpus, int MemoryMiB, int DiskGiB)
{
    /// <summary>As the machine calls itself, such as <c>x86_64</c>.</summary>
    public string Architecture { get; init; } = "";

    /// <summary>Those of <see cref="Drivers"/> whose instances go to another such host while they run.</summary>
    public EquatableList<string> LiveDrivers { get; init; }
}
