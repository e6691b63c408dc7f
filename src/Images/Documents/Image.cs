using Naru.Primitives;
using Naru.State;

namespace Naru.Images.Documents;

/// <summary>An image: what is said about it, and which bytes are its data.</summary>
public sealed record Image : IDocument
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    /// <summary>A project.</summary>
    public string? Owner { get; init; }

    public required string Status { get; init; }

    public required string Visibility { get; init; }

    public string? DiskFormat { get; init; }

    public string? ContainerFormat { get; init; }

    /// <summary>In GiB.</summary>
    public int MinDisk { get; init; }

    /// <summary>In MiB.</summary>
    public int MinRam { get; init; }

    public bool IsProtected { get; init; }

    public bool IsHidden { get; init; }

    public EquatableList<string> Tags { get; init; }

    public EquatableList<ImageProperty> Properties { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>In bytes; null without data.</summary>
    public long? Size { get; init; }

    /// <summary>What a guest sees of it, in bytes; null when it is not known.</summary>
    public long? VirtualSize { get; init; }

    /// <summary>The MD5 of the data, in hex.</summary>
    public string? Checksum { get; init; }

    /// <summary>The SHA-512 of the data, in hex, which is also the name of their file.</summary>
    public string? Hash { get; init; }

    /// <summary>Data that wait for an import.</summary>
    public StagedData? Staged { get; init; }

    /// <summary>The last import failed.</summary>
    public bool HasFailedImport { get; init; }

    public bool HasData => Hash is not null;

    /// <summary>Without data and whatever came of an attempt to get some.</summary>
    internal Image Emptied() => this with
    {
        Status = ImageStatus.Queued, Size = null, VirtualSize = null, Checksum = null, Hash = null, Staged = null,
    };
}
