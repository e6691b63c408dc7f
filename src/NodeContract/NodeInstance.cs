using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>An instance whose place is this host: what it shall be. The host brings it there, again and again, and says how it is (<see cref="NodeInstanceState"/>).</summary>
/// <remarks>What is done once is a number that grows: a host that has been away does what it has missed, and never does it twice. An instance that is gone from the view is removed with all its disks.</remarks>
/// <param name="HostName">The name inside.</param>
/// <param name="Boots">How often it shall have been started anew: a larger one than before is a reboot.</param>
/// <param name="Builds">How often its root disk shall have been made: a larger one than before makes it anew from <see cref="Image"/>.</param>
public sealed record NodeInstance(
    string Id, string Name, string HostName, string ProjectId, NodeInstancePower Power, int Boots, int Builds, NodeFlavor Flavor) : INodeObject
{
    public string Key => Id;

    /// <summary>It shall not be there any more, with nothing that was its own; the host says when it is gone, also if it has never heard of it.</summary>
    public bool IsLeaving { get; init; }

    /// <summary>As its user calls it; empty: as <see cref="HostName"/>.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Null: it boots from a volume.</summary>
    public NodeInstanceImage? Image { get; init; }

    /// <summary>While it is rescued: boots from this one, and its own root disk is the second one.</summary>
    public NodeInstanceImage? RescueImage { get; init; }

    /// <summary>A reboot shall not wait for what runs inside to end by itself.</summary>
    public bool IsHardBoot { get; init; }

    /// <summary>Its ports, in the order of its devices; each is in the view, bound to this host.</summary>
    public EquatableList<string> PortIds { get; init; }

    public EquatableList<NodeInstanceVolume> Volumes { get; init; }

    /// <summary>The user's words for its network cards and for the disks that are its host's: the key is a port's id, or <see cref="RootDisk"/>, <see cref="EphemeralDisk"/>, <see cref="SwapDisk"/>.</summary>
    public EquatableList<NodeKeyValue> DeviceTags { get; init; }

    public const string RootDisk = "root";

    public const string SwapDisk = "swap";

    public static string EphemeralDisk(int number) => $"ephemeral{number}";

    /// <summary>Images to be made of its root disk; each is delivered once (<see cref="NodeContentKinds.Image"/>).</summary>
    public EquatableList<string> SnapshotImageIds { get; init; }

    /// <summary>The host that has its disks so far: they are brought here before it starts. Null: this one.</summary>
    public string? DisksOn { get; init; }

    /// <summary>It is on its way to another host while it runs.</summary>
    public NodeDeparture? Departure { get; init; }

    /// <summary>It is on its way to this host while it runs on another one.</summary>
    public NodeArrival? Arrival { get; init; }

    /// <summary>What its user wants it to know: keys of the metadata document.</summary>
    public EquatableList<NodeKeyValue> Metadata { get; init; }

    public string? KeyName { get; init; }

    /// <summary>Of <see cref="KeyName"/>, as a line of <c>authorized_keys</c>.</summary>
    public string? PublicKey { get; init; }

    /// <summary>In base64; null: none.</summary>
    public string? UserData { get; init; }

    public bool HasConfigDrive { get; init; }

    public string? AdminPassword { get; init; }

    /// <summary>What it has encrypted for its user; null: nothing.</summary>
    public string? SealedPassword { get; init; }

    public string AvailabilityZone { get; init; } = "";
}
