namespace Naru.Agent.Instances;

/// <summary>A disk of an instance.</summary>
/// <param name="Name">In the instance, such as <c>vda</c>.</param>
/// <param name="Source">A file or block device of the host with its octets.</param>
internal sealed record InstanceDisk(string Name, string Source, InstanceDiskKind Kind)
{
    public bool IsReadOnly { get; init; }

    /// <summary>Of the volume that it is; empty: none.</summary>
    public string VolumeId { get; init; } = "";
}
