using Naru.State;

namespace Naru.BlockStorage.Documents;

/// <summary>A volume that is offered to whoever knows the key.</summary>
public sealed record VolumeTransfer : IDocument
{
    public required string Id { get; init; }

    public required string VolumeId { get; init; }

    /// <summary>Who offers it.</summary>
    public required string ProjectId { get; init; }

    public string? Name { get; init; }

    /// <summary>The SHA-256 of the salt and the key, in hex.</summary>
    public required string KeyHash { get; init; }

    public required string Salt { get; init; }

    /// <summary>The snapshots stay with who offers it; there must be none.</summary>
    public bool HasNoSnapshots { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
