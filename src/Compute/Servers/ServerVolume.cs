namespace Naru.Compute.Servers;

/// <summary>A volume of an instance.</summary>
/// <param name="AttachmentId">What the volume service calls it.</param>
/// <param name="Device">Its name in the instance, such as <c>/dev/vdb</c>.</param>
/// <param name="BootIndex">0: the root disk; -1: none.</param>
public sealed record ServerVolume(string VolumeId, string AttachmentId, string Device, int BootIndex)
{
    public bool DeleteOnTermination { get; init; }

    public string? Tag { get; init; }

    /// <summary>It is being taken out: it is detached as soon as the host has let go of it.</summary>
    public bool IsLeaving { get; init; }
}
