using Naru.BlockStorage.Documents;
using Naru.State;

namespace Naru.BlockStorage.Quotas;

/// <summary>Something of which a project may have so much.</summary>
/// <param name="Default">The limit of projects that were given none (cinder.conf, <c>quota_*</c>); -1: no limit.</param>
/// <param name="Used">How much of it a project has.</param>
internal sealed record QuotaResource(string Name, long Default, Func<IStateReader, string, long> Used)
{
    private static readonly QuotaResource[] Fixed =
    [
        new("volumes", 10, (state, project) => BlockStorageTables.VolumesByProject.CountOf(state, project)),
        new("snapshots", 10, (state, project) => BlockStorageTables.SnapshotsByProject.CountOf(state, project)),
        new("gigabytes", 1000, Gigabytes),
        new("backups", 10, (state, project) => BlockStorageTables.BackupsByProject.CountOf(state, project)),
        new("backup_gigabytes", 1000, (state, project) => BlockStorageTables.BackupsByProject.Of(state, project).Sum(backup => (long)backup.Size)),
        new("per_volume_gigabytes", -1, (_, _) => 0),
        new("groups", 10, (state, project) => BlockStorageTables.GroupsByProject.CountOf(state, project)),
    ];

    /// <summary>All that there are: those of Cinder, and three for each type of volumes.</summary>
    public static IEnumerable<QuotaResource> All(IStateReader state) => Fixed.Concat(state.In(BlockStorageTables.Types).All.SelectMany(OfType));

    public static QuotaResource? Find(IStateReader state, string name) => All(state).FirstOrDefault(resource => resource.Name == name);

    private static IEnumerable<QuotaResource> OfType(VolumeType type) =>
    [
        new($"volumes_{type.Name}", -1, (state, project) => BlockStorageTables.VolumesByProject.Of(state, project).Count(volume => volume.TypeId == type.Id)),
        new($"snapshots_{type.Name}", -1, (state, project) => BlockStorageTables.SnapshotsByProject.Of(state, project).Count(snapshot => snapshot.TypeId == type.Id)),
        new($"gigabytes_{type.Name}", -1, (state, project) =>
            BlockStorageTables.VolumesByProject.Of(state, project).Where(volume => volume.TypeId == type.Id).Sum(volume => (long)volume.Size)
            + BlockStorageTables.SnapshotsByProject.Of(state, project).Where(snapshot => snapshot.TypeId == type.Id).Sum(snapshot => (long)snapshot.Size)),
    ];

    private static long Gigabytes(IStateReader state, string project) =>
        BlockStorageTables.VolumesByProject.Of(state, project).Sum(volume => (long)volume.Size)
        + BlockStorageTables.SnapshotsByProject.Of(state, project).Sum(snapshot => (long)snapshot.Size);
}
