using Naru.State;

namespace Naru.BlockStorage.Documents;

/// <summary>A volume that an instance or a host has, or is about to have.</summary>
public sealed record VolumeAttachment : IDocument
{
    public const string Reserved = "reserved";
    public const string Attaching = "attaching";
    public const string Attached = "attached";
    public const string Detaching = "detaching";

    public required string Id { get; init; }

    public required string VolumeId { get; init; }

    public required string ProjectId { get; init; }

    /// <summary>Null: a host has it by itself.</summary>
    public string? InstanceId { get; init; }

    public string? HostName { get; init; }

    /// <summary>The device in the instance, such as <c>/dev/vdb</c>.</summary>
    public string? MountPoint { get; init; }

    public required string Status { get; init; }

    /// <summary><c>rw</c> or <c>ro</c>.</summary>
    public string? Mode { get; init; }

    /// <summary>What the host said about itself, as JSON; null until it is known.</summary>
    public string? Connector { get; init; }

    /// <summary>How much of the volume is there for its host; 0: it is still being made.</summary>
    public int SizeGiB { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? AttachedAt { get; init; }
}
