using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>What an instance has of its host.</summary>
/// <param name="RootGiB">The size of its root disk; 0: as large as its image needs.</param>
/// <param name="EphemeralGiB">The size of each disk beside it that goes with the instance.</param>
public sealed record NodeFlavor(string Name, int Vcpus, int MemoryMiB, int RootGiB, EquatableList<int> EphemeralGiB, int SwapMiB)
{
    /// <summary>Extra specs, by key.</summary>
    public EquatableList<NodeKeyValue> Specs { get; init; }
}
