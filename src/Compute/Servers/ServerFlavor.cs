using System.Text.Json.Serialization;
using Naru.Compute.Flavors;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Compute.Servers;

/// <summary>A flavor as it was when an instance got it; what becomes of the flavor later does not matter to the instance.</summary>
/// <param name="FlavorId">Of the flavor, which may be gone.</param>
/// <param name="Ram">In MiB, like <paramref name="Swap"/>; disks are in GiB.</param>
public sealed record ServerFlavor(string FlavorId, string Name, int Vcpus, int Ram, int Disk, int Ephemeral, int Swap)
{
    public EquatableList<NodeKeyValue> ExtraSpecs { get; init; }

    /// <summary>The sizes of the ephemeral disks, where a request has divided them.</summary>
    public EquatableList<int> EphemeralDisks { get; init; }

    /// <summary>It boots from a volume: the host has no root disk of it.</summary>
    public bool HasNoRoot { get; init; }

    /// <summary>The user's words for disks, by the names of <see cref="NodeInstance.DeviceTags"/>.</summary>
    public EquatableList<NodeKeyValue> DiskTags { get; init; }

    /// <summary>What its disks take on a host, in GiB.</summary>
    [JsonIgnore]
    public int LocalGiB => (HasNoRoot ? 0 : Disk) + Ephemeral + ((Swap + 1023) / 1024);

    public static ServerFlavor Of(Flavor flavor) =>
        new(flavor.Id, flavor.Name, flavor.Vcpus, flavor.Ram, flavor.Disk, flavor.Ephemeral, flavor.Swap) { ExtraSpecs = flavor.ExtraSpecs };

    public NodeFlavor ForHost() => new(
        Name, Vcpus, Ram, HasNoRoot ? 0 : Disk, EphemeralDisks.IsEmpty ? Ephemeral > 0 ? [Ephemeral] : [] : EphemeralDisks, Swap) { Specs = ExtraSpecs };
}
