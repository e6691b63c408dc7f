using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Documents;

/// <summary>A kind of volumes that an administrator offers.</summary>
public sealed record VolumeType : IDocument
{
    /// <summary>The type of volumes that name none.</summary>
    public const string DefaultName = "__DEFAULT__";

    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public bool IsPublic { get; init; }

    /// <summary>What the backend must be and do.</summary>
    public EquatableList<Entry> ExtraSpecs { get; init; }

    public string? QosId { get; init; }

    /// <summary>Projects that see it although it is not public.</summary>
    public EquatableList<string> Projects { get; init; }

    public TypeEncryption? Encryption { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public bool IsMultiattach => ExtraSpecs.Value("multiattach") is { } value && value.EndsWith("True", StringComparison.OrdinalIgnoreCase);
}
