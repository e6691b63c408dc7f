using Naru.Primitives;

namespace Naru.Agent.Metadata;

/// <summary>A device that its user has a word for.</summary>
/// <param name="Mac">Of a network card; null: it is a disk.</param>
/// <param name="Tag">The user's word.</param>
public sealed record InstanceDevice(MacAddress? Mac, string Tag)
{
    /// <summary>The id of the volume that a disk is; empty: it is one of the host's.</summary>
    public string Serial { get; init; } = "";

    /// <summary>What the instance's system calls it; empty: that is the system's own affair.</summary>
    public string Path { get; init; } = "";
}
