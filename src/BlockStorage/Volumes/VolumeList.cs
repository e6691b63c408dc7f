using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Listing;
using Naru.State;

namespace Naru.BlockStorage.Volumes;

/// <summary>How volumes are filtered and sorted.</summary>
internal static class VolumeList
{
    public static ListKind<Volume> Of(IStateReader state) => new("volumes", volume => volume.Id, volume => volume.CreatedAt)
    {
        Singular = "Volume",
        CountsSince = 45,
        Filters = new Dictionary<string, Func<Volume, string, bool>>(
        [
            .. Filters.Text<Volume>("name", volume => volume.Name),
            .. Filters.Text<Volume>("display_name", volume => volume.Name),
            .. Filters.Text<Volume>("description", volume => volume.Description),
            .. Filters.Text<Volume>("status", volume => volume.Status),
            .. Filters.Text<Volume>("availability_zone", volume => volume.AvailabilityZone),
            .. Filters.Text<Volume>("group_id", volume => volume.GroupId),
            .. Filters.Text<Volume>("migration_status", volume => volume.MigrationStatus),
            .. Filters.Text<Volume>("user_id", volume => volume.UserId),
            .. Filters.Text<Volume>("host", volume => volume.Host),
            .. Filters.Text<Volume>("snapshot_id", volume => volume.SnapshotId),
            .. Filters.Text<Volume>("source_volid", volume => volume.SourceVolumeId),
            .. Filters.Text<Volume>("id", volume => volume.Id),
            Filters.Flag<Volume>("bootable", volume => volume.IsBootable),
            Filters.Flag<Volume>("consumes_quota", _ => true),
            Filters.Number<Volume>("size", volume => volume.Size),
            Filters.Map<Volume>("metadata", volume => volume.Metadata),
            Filters.Map<Volume>("glance_metadata", volume => volume.ImageMetadata),
            Filters.Time<Volume>("created_at", volume => volume.CreatedAt),
            Filters.Time<Volume>("updated_at", volume => volume.UpdatedAt),
            new("volume_type", (volume, type) => volume.TypeId == type || (volume.TypeId is { } id && state.In(BlockStorageTables.Types).Find(id)?.Name == type)),
        ]),
        SortKeys = new Dictionary<string, Func<Volume, IComparable?>>
        {
            ["id"] = volume => volume.Id,
            ["name"] = volume => volume.Name,
            ["display_name"] = volume => volume.Name,
            ["status"] = volume => volume.Status,
            ["size"] = volume => volume.Size,
            ["availability_zone"] = volume => volume.AvailabilityZone,
            ["bootable"] = volume => volume.IsBootable,
            ["host"] = volume => volume.Host,
            ["volume_type_id"] = volume => volume.TypeId,
            ["created_at"] = volume => volume.CreatedAt,
            ["updated_at"] = volume => volume.UpdatedAt,
        },
    };
}
