using Naru.Primitives;

namespace Naru.BlockStorage.Backups;

/// <summary>What a backup consists of.</summary>
public sealed record BackupManifest
{
    /// <summary>Of a piece, in bytes; the last may be shorter.</summary>
    public const int PieceSize = 4 << 20;

    /// <summary>Of the volume, in bytes.</summary>
    public long Length { get; init; }

    public EquatableList<BackupPiece> Pieces { get; init; }
}
