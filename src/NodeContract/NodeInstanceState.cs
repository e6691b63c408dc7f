using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>How an instance is on its host.</summary>
/// <param name="Power">Null: nothing of it exists, not yet or not any more. Of an instance that has left the view it is said when all of it is gone.</param>
/// <param name="Boots">The <see cref="NodeInstance.Boots"/> that it has reached.</param>
/// <param name="Builds">The <see cref="NodeInstance.Builds"/> that it has reached.</param>
/// <param name="Fault">Why it cannot be what it shall be; empty: it can, or is on its way.</param>
public sealed record NodeInstanceState(string Id, NodeInstancePower? Power, int Boots, int Builds, string Fault)
{
    /// <summary>The sizes that its disks have.</summary>
    public NodeFlavor? Flavor { get; init; }

    /// <summary>It runs from the image that rescues it.</summary>
    public bool IsRescued { get; init; }

    /// <summary>The ports that are plugged into it.</summary>
    public EquatableList<string> PortIds { get; init; }

    /// <summary>The volumes that it has.</summary>
    public EquatableList<string> VolumeIds { get; init; }

    /// <summary>Of what it was asked for: the images that were delivered.</summary>
    public EquatableList<string> SnapshotImageIds { get; init; }

    /// <summary>Of one that leaves while it runs.</summary>
    public NodeDepartureState? Departure { get; init; }

    /// <summary>Of one that comes while it runs on another host.</summary>
    public NodeArrivalState? Arrival { get; init; }

    /// <summary>What it was asked to do and could not, with the reason: the key is an image's, a port's or a volume's id.</summary>
    public EquatableList<NodeKeyValue> Refusals { get; init; }
}
