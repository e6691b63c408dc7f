using System.Text.Json;
using Naru.BlockStorage.Documents;
using Naru.Primitives;

namespace Naru.BlockStorage.Backups;

/// <summary>A backup as text that another cloud, or this one after it has forgotten it, can take in: JSON in base64.</summary>
internal static class BackupRecord
{
    public static string Export(VolumeBackup backup) => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(backup, BlockStorageJson.Default.VolumeBackup));

    public static Result<VolumeBackup> Import(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(Convert.FromBase64String(text), BlockStorageJson.Default.VolumeBackup) is { } backup
                && Guid.TryParse(backup.Id, out _) && backup.StoredAs is { Length: > 0 } && Guid.TryParse(backup.VolumeId, out _)
                ? backup
                : Bad();
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return Bad();
        }
    }

    private static Error Bad() => Error.Invalid("Invalid input received: Can't parse backup record: expected what export_record has given.");
}
