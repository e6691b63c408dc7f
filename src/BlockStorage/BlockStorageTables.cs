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

    public static readonly Table<VolumeTransfer> Transfers = new("volume_transfers", BlockStorageJson.Default.VolumeTransfer);

    public static readonly Table<QosSpecs> Qos = new("volume_qos_specs", BlockStorageJson.Default.QosSpecs);

    public static readonly Table<GroupType> GroupTypes = new("volume_group_types", BlockStorageJson.Default.GroupType);

    public static readonly Table<VolumeGroup> Groups = new("volume_groups", BlockStorageJson.Default.VolumeGroup);

    public static readonly Index<VolumeGroup, string> GroupsByProject = Groups.IndexBy("project", group => group.ProjectId);

    public static readonly Table<GroupSnapshot> GroupSnapshots = new("volume_group_snapshots", BlockStorageJson.Default.GroupSnapshot);

    public static readonly Index<GroupSnapshot, string> GroupSnapshotsByGroup = GroupSnapshots.IndexBy("group", snapshot => snapshot.GroupId);

    public static readonly Table<VolumeBackup> Backups = new("volume_backups", BlockStorageJson.Default.VolumeBackup);

    public static readonly Index<VolumeBackup, string> BackupsByProject = Backups.IndexBy("project", backup => backup.ProjectId);

    public static readonly Index<VolumeBackup, string> BackupsByVolume = Backups.IndexBy("volume", backup => backup.VolumeId);

    public static readonly Index<VolumeBackup, string> BackupsByParent = Backups.IndexBy("parent", backup => backup.ParentId);

    public static readonly Index<VolumeBackup, string> BackupsByPlace = Backups.IndexBy("place", backup => backup.StoredAs);

    public static readonly Table<UserMessage> Messages = new("volume_messages", BlockStorageJson.Default.UserMessage);

    public static readonly Table<ServiceRecord> Services = new("volume_services", BlockStorageJson.Default.ServiceRecord);

    public static readonly Table<QuotaSet> Quotas = new("volume_quotas", BlockStorageJson.Default.QuotaSet);

    public static IReadOnlyList<Table> All { get; } = [Volumes, Snapshots, Types, DefaultTypes, Jobs, Attachments, Transfers, Qos, GroupTypes, Groups, GroupSnapshots, Backups, Messages, Services, Quotas];
}
