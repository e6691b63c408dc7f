namespace Naru.Compute.Servers;

/// <summary>An image that an instance's root disk is being copied to.</summary>
/// <param name="Rotation">How many backups of its kind are kept when it is done; null: it is none.</param>
/// <param name="BackupType">The kind; null: it is no backup.</param>
public sealed record ServerSnapshot(string ImageId, int? Rotation = null, string? BackupType = null);
