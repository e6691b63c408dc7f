using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.BlockStorage.Invariants;

/// <summary>What is deleted takes with it what was given to it. (What a volume was made of may be gone, and so may the volume of a backup.)</summary>
internal sealed class VolumeReferencesExist : IInvariant
{
    private static readonly Reference[] All =
    [
        Reference.Of("volume", BlockStorageTables.Volumes, "volume_type", volume => volume.TypeId, BlockStorageTables.Types),
        Reference.Of("volume", BlockStorageTables.Volumes, "group_id", volume => volume.GroupId, BlockStorageTables.Groups),
        Reference.Of("snapshot", BlockStorageTables.Snapshots, "volume_id", snapshot => snapshot.VolumeId, BlockStorageTables.Volumes),
        Reference.Of("snapshot", BlockStorageTables.Snapshots, "group_snapshot_id", snapshot => snapshot.GroupSnapshotId, BlockStorageTables.GroupSnapshots),
        Reference.Of("attachment", BlockStorageTables.Attachments, "volume_id", attachment => attachment.VolumeId, BlockStorageTables.Volumes),
        Reference.Of("transfer", BlockStorageTables.Transfers, "volume_id", transfer => transfer.VolumeId, BlockStorageTables.Volumes),
        Reference.Of("backup", BlockStorageTables.Backups, "parent", backup => backup.ParentId, BlockStorageTables.Backups),
        Reference.Of("group", BlockStorageTables.Groups, "group_type", group => group.TypeId, BlockStorageTables.GroupTypes),
        Reference.Of("group snapshot", BlockStorageTables.GroupSnapshots, "group_id", snapshot => snapshot.GroupId, BlockStorageTables.Groups),
        Reference.Of("volume type", BlockStorageTables.Types, "qos_specs_id", type => type.QosId, BlockStorageTables.Qos),
        Reference.Of("default type", BlockStorageTables.DefaultTypes, "volume_type_id", own => own.TypeId, BlockStorageTables.Types),
    ];

    public string Rule => "What an object of Block Storage refers to exists.";

    public IEnumerable<Violation> Violations(Snapshot state) => All.SelectMany(reference => reference.Dangling(state));
}
