using Naru.BlockStorage.Documents;
using Naru.State;

namespace Naru.BlockStorage;

/// <summary>The tables of Block Storage, for the schema of the store.</summary>
public static class BlockStorageTables
{
    public static readonly Table<Volume> Volumes = new("volumes", BlockStorageJson.Default.Volume);

    public static readonly Index<Volume, string> VolumesByProject = Volumes.IndexBy("project", volume => volume.ProjectId);

    public static readonly Index<Volume, string> VolumesByType = Volumes.IndexBy("type", volume => volume.TypeId);

    public static readonly Index<Volume, string> VolumesByGroup = Volumes.IndexBy("group", volume => volume.GroupId);

    public static readonly Table<VolumeSnapshot> Snapshots = new("volume_snapshots", BlockStorageJson.Default.VolumeSnapshot);

    public static readonly Index<VolumeSnapshot, string> SnapshotsByProject = Snapshots.IndexBy("project", snapshot => snapshot.ProjectId);

    public static readonly Index<VolumeSnapshot, string> SnapshotsByVolume = Snapshots.IndexBy("volume", snapshot => snapshot.VolumeId);

    public static readonly Index<VolumeSnapshot, string> SnapshotsByGroupSnapshot = Snapshots.IndexBy("group_snapshot", snapshot => snapshot.GroupSnapshotId);

    public static readonly Table<VolumeType> Types = new("volume_types", BlockStorageJson.Default.VolumeType);

    public static readonly UniqueIndex<VolumeType, string> TypesByName = Types.UniqueBy("name", type => type.Name);

    public static readonly Table<ProjectDefaultType> DefaultTypes = new("volume_default_types", BlockStorageJson.Default.ProjectDefaultType);

    public static readonly Table<VolumeJob> Jobs = new("volume_jobs", BlockStorageJson.Default.VolumeJob);

    public static readonly Table<VolumeAttachment> Attachments = new("volume_attachments", BlockStorageJson.Default.VolumeAttachment);

    public static readonly Index<VolumeAttachment, string> AttachmentsByVolume = Attachments.IndexBy("volume", attachment => attachment.VolumeId);

    public static readonly Index<VolumeAttachment, string> AttachmentsByInstance = Attachments.IndexBy("instance", attachment => attachment.InstanceId);

    public static readonly Table<UserMessage> Messages = new("volume_messages", BlockStorageJson.Default.UserMessage);

    public static readonly Table<ServiceRecord> Services = new("volume_services", BlockStorageJson.Default.ServiceRecord);

    public static readonly Table<QuotaSet> Quotas = new("volume_quotas", BlockStorageJson.Default.QuotaSet);

    public static IReadOnlyList<Table> All { get; } = [Volumes, Snapshots, Types, DefaultTypes, Jobs, Attachments, Messages, Services, Quotas];
}
