using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Snapshots;
using Naru.Compute.Volumes;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.BlockStorage.Instances;

/// <summary>Snapshots for old versions of the Compute API, which show them as their own.</summary>
internal sealed class SnapshotCatalog : ISnapshotCatalog
{
    public IEnumerable<CatalogSnapshot> List(IStateReader state, Caller caller) =>
        BlockStorageTables.SnapshotsByProject.Of(state, caller.ProjectId).OrderByDescending(snapshot => snapshot.CreatedAt).Select(Shown);

    public Result<CatalogSnapshot> Find(IStateReader state, Caller caller, string id) => Seen(state, caller, id).Map(Shown);

    public Result<CatalogSnapshot> Create(Transaction state, Caller caller, string volumeId, string? name, string? description, bool isForced)
    {
        if (state.In(BlockStorageTables.Volumes).Find(volumeId) is not { } volume || (volume.ProjectId != caller.ProjectId && !caller.IsAdmin))
            return CinderErrors.NotFound("Volume", volumeId);
        return volume.Is(VolumeStatus.Available) || (isForced && volume.Is(VolumeStatus.InUse))
            ? NewSnapshot.Begin(state, caller, volume, name, description, []).Map(Shown)
            : CinderErrors.WrongStatus(volume.Id, "a snapshot", volume.Status, VolumeStatus.Available);
    }

    public Result<Done> Delete(Transaction state, Caller caller, string id) =>
        Seen(state, caller, id).Then(snapshot => SnapshotEndpoints.BeginDeletion(state, caller, snapshot, isForced: false)).Map(_ => default(Done));

    private static Result<VolumeSnapshot> Seen(IStateReader state, Caller caller, string id) =>
        state.In(BlockStorageTables.Snapshots).Find(id) is { } snapshot && (snapshot.ProjectId == caller.ProjectId || caller.IsAdmin) ? snapshot : CinderErrors.NotFound("Snapshot", id);

    private static CatalogSnapshot Shown(VolumeSnapshot snapshot) => new(snapshot.Id, snapshot.VolumeId, snapshot.Status, snapshot.Size, snapshot.CreatedAt)
    {
        Name = snapshot.Name, Description = snapshot.Description,
    };
}
