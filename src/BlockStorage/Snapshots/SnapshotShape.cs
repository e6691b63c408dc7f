using System.Text.Json;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Views;
using Naru.Rest.Microversions;
using Naru.Rest.Style;

namespace Naru.BlockStorage.Snapshots;

/// <summary>How snapshots look in an answer.</summary>
internal static class SnapshotShape
{
    private static readonly Shape<VolumeSnapshot> Base = new(
        Show.Text<VolumeSnapshot>("id", snapshot => snapshot.Id),
        Show.Text<VolumeSnapshot>("created_at", snapshot => Times.Exact(snapshot.CreatedAt)),
        Show.Time<VolumeSnapshot>("updated_at", snapshot => snapshot.UpdatedAt),
        Show.Text<VolumeSnapshot>("name", snapshot => snapshot.Name),
        Show.Text<VolumeSnapshot>("description", snapshot => snapshot.Description),
        Show.Text<VolumeSnapshot>("volume_id", snapshot => snapshot.VolumeId),
        Show.Text<VolumeSnapshot>("status", snapshot => snapshot.Status),
        Show.Number<VolumeSnapshot>("size", snapshot => snapshot.Size),
        Show.Map<VolumeSnapshot>("metadata", snapshot => snapshot.Metadata),
        Show.Text<VolumeSnapshot>("group_snapshot_id", snapshot => snapshot.GroupSnapshotId, since: 14),
        Show.Text<VolumeSnapshot>("user_id", snapshot => snapshot.UserId, since: 41),
        Show.Flag<VolumeSnapshot>("consumes_quota", _ => true, since: 65));

    private static readonly Shape<VolumeSnapshot> Extended = new(
        Show.Text<VolumeSnapshot>("os-extended-snapshot-attributes:progress", snapshot => snapshot.Progress),
        Show.Text<VolumeSnapshot>("os-extended-snapshot-attributes:project_id", snapshot => snapshot.ProjectId));

    public static void WriteBrief(Utf8JsonWriter writer, VolumeRequest request, VolumeSnapshot snapshot) => Base.Write(writer, snapshot, request.Viewer);

    public static void WriteFull(Utf8JsonWriter writer, VolumeRequest request, VolumeSnapshot snapshot)
    {
        writer.WriteStartObject();
        Base.WriteFields(writer, snapshot, request.Viewer);
        if (request.Allows("volume_extension:extended_snapshot_attributes", snapshot.ProjectId))
            Extended.WriteFields(writer, snapshot, request.Viewer);
        writer.WriteEndObject();
    }
}
