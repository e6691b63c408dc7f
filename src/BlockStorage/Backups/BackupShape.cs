using System.Text.Json;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Views;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.Rest.Style;

namespace Naru.BlockStorage.Backups;

/// <summary>How backups look in an answer.</summary>
internal static class BackupShape
{
    private static readonly Shape<VolumeBackup> Brief = new(
        Show.Text<VolumeBackup>("id", backup => backup.Id),
        Show.Text<VolumeBackup>("name", backup => backup.Name),
        Show.Links<VolumeBackup>("backups", backup => backup.Id));

    private static readonly Shape<VolumeBackup> WithMetadata = new(Show.Map<VolumeBackup>("metadata", backup => backup.Metadata, since: 43));

    private static readonly Shape<VolumeBackup> More = new(
        Show.Text<VolumeBackup>("status", backup => backup.Status),
        Show.Number<VolumeBackup>("size", backup => backup.Size),
        Show.Number<VolumeBackup>("object_count", backup => backup.ObjectCount),
        Show.Text<VolumeBackup>("availability_zone", backup => backup.AvailabilityZone),
        Show.Text<VolumeBackup>("container", backup => backup.Container),
        Show.Text<VolumeBackup>("created_at", backup => Times.Exact(backup.CreatedAt)),
        Show.Time<VolumeBackup>("updated_at", backup => backup.UpdatedAt),
        Show.Text<VolumeBackup>("description", backup => backup.Description),
        Show.Text<VolumeBackup>("fail_reason", backup => backup.FailReason),
        Show.Text<VolumeBackup>("volume_id", backup => backup.VolumeId),
        Show.Flag<VolumeBackup>("is_incremental", backup => backup.ParentId is not null),
        Show.Time<VolumeBackup>("data_timestamp", backup => backup.DataAt),
        Show.Text<VolumeBackup>("snapshot_id", backup => backup.SnapshotId),
        Show.Text<VolumeBackup>("user_id", backup => backup.UserId, since: 56));

    private static readonly Shape<VolumeBackup> Owner = new(Show.Text<VolumeBackup>("os-backup-project-attr:project_id", backup => backup.ProjectId, since: 18));

    public static void WriteBrief(Utf8JsonWriter writer, VolumeRequest request, VolumeBackup backup) => Brief.Write(writer, backup, request.Viewer);

    public static void WriteMade(Utf8JsonWriter writer, VolumeRequest request, VolumeBackup backup)
    {
        writer.WriteStartObject();
        Brief.WriteFields(writer, backup, request.Viewer);
        WithMetadata.WriteFields(writer, backup, request.Viewer);
        writer.WriteEndObject();
    }

    public static void WriteFull(Utf8JsonWriter writer, VolumeRequest request, VolumeBackup backup)
    {
        writer.WriteStartObject();
        Brief.WriteFields(writer, backup, request.Viewer);
        WithMetadata.WriteFields(writer, backup, request.Viewer);
        More.WriteFields(writer, backup, request.Viewer);
        writer.WriteBoolean("has_dependent_backups", BlockStorageTables.BackupsByParent.Any(request.State, backup.Id));
        if (request.Allows("backup:backup_project_attribute", backup.ProjectId))
            Owner.WriteFields(writer, backup, request.Viewer);
        writer.WriteEndObject();
    }

    public static Reply Reply(VolumeRequest request, VolumeBackup backup, Action<Utf8JsonWriter, VolumeRequest, VolumeBackup> write) => Rest.Endpoints.Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("backup");
        write(writer, request, backup);
        writer.WriteEndObject();
    });
}
