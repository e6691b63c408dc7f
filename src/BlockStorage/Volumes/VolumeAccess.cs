using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Requests;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Volumes;

/// <summary>Finds volumes and snapshots that the caller may know of and do something with.</summary>
internal static class VolumeAccess
{
    public static Result<Volume> Volume(this VolumeRequest request, IStateReader state, string id, string rule)
    {
        if (state.In(BlockStorageTables.Volumes).Find(id) is not { } volume || !request.Sees(volume.ProjectId))
            return CinderErrors.NotFound("Volume", id);
        return request.Refusal(rule, volume.ProjectId) is { } refusal ? refusal : volume;
    }

    public static Result<VolumeSnapshot> Snapshot(this VolumeRequest request, IStateReader state, string id, string rule)
    {
        if (state.In(BlockStorageTables.Snapshots).Find(id) is not { } snapshot || !request.Sees(snapshot.ProjectId))
            return CinderErrors.NotFound("Snapshot", id);
        return request.Refusal(rule, snapshot.ProjectId) is { } refusal ? refusal : snapshot;
    }
}
