using System.Text.Json;
using Naru.BlockStorage.Attachments;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Views;
using Naru.Primitives;
using Naru.Rest.Microversions;
using Naru.State;

namespace Naru.BlockStorage.Volumes;

/// <summary>How volumes look in an answer.</summary>
internal static class VolumeShape
{
    private static readonly Shape<Shown> Brief = new(
        Show.Text<Shown>("id", shown => shown.Volume.Id),
        Show.Text<Shown>("name", shown => shown.Volume.Name),
        Show.Links<Shown>("volumes", shown => shown.Volume.Id));

    private static readonly Shape<Shown> Full = new(
        Show.Text<Shown>("id", shown => shown.Volume.Id),
        Show.Text<Shown>("status", shown => shown.Volume.Status),
        Show.Number<Shown>("size", shown => shown.Volume.Size),
        Show.Text<Shown>("availability_zone", shown => shown.Volume.AvailabilityZone),
        Show.Time<Shown>("created_at", shown => shown.Volume.CreatedAt),
        Show.Time<Shown>("updated_at", shown => shown.Volume.UpdatedAt),
        Show.Text<Shown>("name", shown => shown.Volume.Name),
        Show.Text<Shown>("description", shown => shown.Volume.Description),
        Show.Text<Shown>("volume_type", shown => shown.TypeName),
        Show.Text<Shown>("snapshot_id", shown => shown.Volume.SnapshotId),
        Show.Text<Shown>("source_volid", shown => shown.Volume.SourceVolumeId),
        Show.Map<Shown>("metadata", shown => shown.Metadata),
        Show.Links<Shown>("volumes", shown => shown.Volume.Id),
        Show.Text<Shown>("user_id", shown => shown.Volume.UserId),
        Show.Text<Shown>("bootable", shown => shown.Volume.IsBootable ? "true" : "false"),
        Show.Flag<Shown>("encrypted", shown => shown.Volume.Key is not null),
        Show.Text<Shown>("replication_status", _ => null),
        Show.Text<Shown>("consistencygroup_id", shown => shown.ConsistencyGroupId),
        Show.Flag<Shown>("multiattach", shown => shown.Volume.IsMultiattach),
        new("attachments", (writer, shown, _) => AttachmentShape.WriteOfVolume(writer, shown.Attachments)),
        Show.Text<Shown>("migration_status", shown => shown.Volume.MigrationStatus),
        Show.Text<Shown>("group_id", shown => shown.Volume.GroupId, since: 13),
        Show.Text<Shown>("provider_id", _ => null, since: 21),
        Show.Text<Shown>("service_uuid", shown => shown.ServiceId, since: 48),
        Show.Flag<Shown>("shared_targets", _ => false, since: 48),
        Show.Text<Shown>("cluster_name", _ => null, since: 61),
        Show.Text<Shown>("volume_type_id", shown => shown.Volume.TypeId, since: 63),
        Show.Flag<Shown>("consumes_quota", _ => true, since: 65));

    private static readonly Shape<Shown> Key = new(Show.Text<Shown>("encryption_key_id", shown => shown.Volume.Key?.Id, since: 64));

    private static readonly Shape<Shown> ImageMetadata = new(Show.Map<Shown>("volume_image_metadata", shown => shown.Volume.ImageMetadata));

    private static readonly Shape<Shown> Place = new(Show.Text<Shown>("os-vol-host-attr:host", shown => shown.Volume.Host));

    private static readonly Shape<Shown> Owner = new(Show.Text<Shown>("os-vol-tenant-attr:tenant_id", shown => shown.Volume.ProjectId));

    private static readonly Shape<Shown> Migration = new(
        Show.Text<Shown>("os-vol-mig-status-attr:migstat", shown => shown.Volume.MigrationStatus),
        Show.Text<Shown>("os-vol-mig-status-attr:name_id", _ => null));

    public static void WriteBrief(Utf8JsonWriter writer, IStateReader state, VolumeRequest request, Volume volume) =>
        Brief.Write(writer, new Shown(state, volume), request.Viewer);

    /// <summary>All that the caller may know.</summary>
    public static void WriteFull(Utf8JsonWriter writer, IStateReader state, VolumeRequest request, Volume volume)
    {
        var (shown, viewer) = (new Shown(state, volume), request.Viewer);
        writer.WriteStartObject();
        Full.WriteFields(writer, shown, viewer);
        if (volume.Key is not null)
            Key.WriteFields(writer, shown, viewer);
        if (!volume.ImageMetadata.IsEmpty && request.Allows("volume_extension:volume_image_metadata:show", volume.ProjectId))
            ImageMetadata.WriteFields(writer, shown, viewer);
        if (request.Allows("volume_extension:volume_host_attribute", volume.ProjectId))
            Place.WriteFields(writer, shown, viewer);
        if (request.Allows("volume_extension:volume_tenant_attribute", volume.ProjectId))
            Owner.WriteFields(writer, shown, viewer);
        if (request.Allows("volume_extension:volume_mig_status_attribute", volume.ProjectId))
            Migration.WriteFields(writer, shown, viewer);
        writer.WriteEndObject();
    }

    /// <summary>What a change of a volume is answered with: nothing that only some may know.</summary>
    public static void WriteChanged(Utf8JsonWriter writer, IStateReader state, VolumeRequest request, Volume volume) =>
        Full.Write(writer, new Shown(state, volume), request.Viewer);

    private readonly struct Shown(IStateReader state, Volume volume)
    {
        public Volume Volume => volume;

        public string? TypeName => volume.TypeId is { } id ? state.In(BlockStorageTables.Types).Find(id)?.Name : null;

        public IReadOnlyCollection<VolumeAttachment> Attachments => BlockStorageTables.AttachmentsByVolume.Of(state, volume.Id);

        public string? ConsistencyGroupId => null;

        public string? ServiceId => volume.Host is null ? null : ServiceIds.Of(volume.Host);

        public EquatableList<Entry> Metadata
        {
            get
            {
                var metadata = volume.Metadata;
                if (volume.IsReadOnly is { } isReadOnly)
                    metadata = metadata.With("readonly", isReadOnly ? "True" : "False");
                return volume.AttachedMode is { } mode ? metadata.With("attached_mode", mode) : metadata;
            }
        }
    }
}
