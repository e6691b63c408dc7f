using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Groups;

/// <summary>Ends what is done with a whole group: comes after the jobs of its volumes and snapshots, with which it shares lanes.</summary>
internal sealed class FinishGroupWork : IVolumeWork
{
    public const string GroupMade = "group made";
    public const string GroupDeleted = "group deleted";
    public const string SnapshotMade = "snapshot made";
    public const string SnapshotDeleted = "snapshot deleted";

    public string Kind => JobKind.FinishGroup;

    public Task<Result<Action<Transaction>>> DoAsync(VolumeJob job, IStateReader state, CancellationToken cancellation) =>
        Task.FromResult<Result<Action<Transaction>>>(new Action<Transaction>(after => Finish(after, job)));

    public void Fail(Transaction state, VolumeJob job, Error error) => Finish(state, job);

    private static void Finish(Transaction state, VolumeJob job)
    {
        var id = job.ResourceId;
        switch (job.Detail)
        {
            case GroupMade when state.In(BlockStorageTables.Groups).Find(id) is { } group:
                state.Update(BlockStorageTables.Groups, group with
                {
                    Status = BlockStorageTables.VolumesByGroup.Of(state, id).All(volume => !volume.Is(VolumeStatus.Error)) ? GroupStatus.Available : GroupStatus.Error,
                });
                break;
            case GroupDeleted when state.In(BlockStorageTables.Groups).Find(id) is { } group:
                if (BlockStorageTables.VolumesByGroup.Any(state, id))
                    state.Update(BlockStorageTables.Groups, group with { Status = GroupStatus.ErrorDeleting });
                else
                    state.Delete(BlockStorageTables.Groups, id);
                break;
            case SnapshotMade when state.In(BlockStorageTables.GroupSnapshots).Find(id) is { } snapshot:
                state.Update(BlockStorageTables.GroupSnapshots, snapshot with
                {
                    Status = BlockStorageTables.SnapshotsByGroupSnapshot.Of(state, id).All(one => one.Status == SnapshotStatus.Available) ? GroupStatus.Available : GroupStatus.Error,
                });
                break;
            case SnapshotDeleted when state.In(BlockStorageTables.GroupSnapshots).Find(id) is { } snapshot:
                if (BlockStorageTables.SnapshotsByGroupSnapshot.Any(state, id))
                    state.Update(BlockStorageTables.GroupSnapshots, snapshot with { Status = GroupStatus.ErrorDeleting });
                else
                    state.Delete(BlockStorageTables.GroupSnapshots, id);
                break;
        }
    }
}
