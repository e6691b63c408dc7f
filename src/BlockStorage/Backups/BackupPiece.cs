namespace Naru.BlockStorage.Backups;

/// <summary>A piece of a volume that is not all zeros.</summary>
/// <param name="Index">Which piece of the volume it is.</param>
/// <param name="Hash">Its SHA-256, in hex.</param>
/// <param name="Place">Under which name the backup is kept that has it.</param>
public sealed record BackupPiece(int Index, string Hash, string Place);
