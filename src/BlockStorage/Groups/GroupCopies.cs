using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Quotas;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Volumes;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Groups;

/// <summary>Groups that are made of another group or of a snapshot of one, with all its volumes.</summary>
internal sealed class GroupCopies(NewVolume newVolume)
{
    public static readonly BodySchema Schema = new(
        "create-from-src",
        new Member("name", Check.Name),
        new Member("description", Check.Name),
        new Member("group_snapshot_id", Check.UuidOrNull),
        new Member("source_group_id", Check.UuidOrNull));

    public Result<VolumeGroup> Begin(Transaction state, VolumeRequest request, Fields fields)
    {
        if (request.Refusal("group:create") is { } refusal)
            return refusal;
        var (snapshotId, sourceId) = (fields.Text("group_snapshot_id"), fields.Text("source_group_id"));
        if ((snapshotId is null) == (sourceId is null))
            return Error.Invalid("Either 'group_snapshot_id' or 'source_group_id' must be provided, and not both.");
        var snapshot = snapshotId is null ? null : state.In(BlockStorageTables.GroupSnapshots).Find(snapshotId);
        if (snapshotId is not null && (snapshot is null || !request.Sees(snapshot.ProjectId)))
            return CinderErrors.NotFound("GroupSnapshot", snapshotId);
        if (state.In(BlockStorageTables.Groups).Find(snapshot?.GroupId ?? sourceId!) is not { } source || !request.Sees(source.ProjectId))
            return CinderErrors.NotFound("Group", snapshot?.GroupId ?? sourceId!);
        if (QuotaCheck.Count(state, request.Caller.ProjectId, "groups", null, "GroupLimitExceeded: Maximum number of groups allowed") is { } exceeded)
            return exceeded;
        var group = source with
        {
            Id = Guid.NewGuid().ToString(),
            ProjectId = request.Caller.ProjectId,
            UserId = request.Caller.UserId,
            Name = fields.Text("name"),
            Description = fields.Text("description"),
            Status = GroupStatus.Creating,
            GroupSnapshotId = snapshotId,
            SourceGroupId = sourceId,
            CreatedAt = state.Time,
        };
        state.Insert(BlockStorageTables.Groups, group);
        IEnumerable<(VolumeSource Source, Volume Origin)> sources = snapshotId is null
            ? BlockStorageTables.VolumesByGroup.Of(state, source.Id).Select(volume => (VolumeSource.Of(volume), volume))
            : BlockStorageTables.SnapshotsByGroupSnapshot.Of(state, snapshotId).Select(one => (one, Origin: state.In(BlockStorageTables.Volumes).Find(one.VolumeId)!))
                .Select(pair => (VolumeSource.Of(pair.one, pair.Origin), pair.Origin));
        var made = new List<string>();
        foreach (var (copied, origin) in sources)
        {
            if (!Copy(state, request, group, copied, origin).TryGet(out var volume, out var error))
                return error;
            made.Add(volume.Id);
        }
        Jobs.Add(state, request.Caller, JobKind.FinishGroup, group.Id, job => job with { Detail = FinishGroupWork.GroupMade, Others = made.ToEquatableList() });
        return group;
    }

    private Result<Volume> Copy(Transaction state, VolumeRequest request, VolumeGroup group, VolumeSource source, Volume origin)
    {
        if (origin.TypeId is not { } typeId || state.In(BlockStorageTables.Types).Find(typeId) is not { } type)
            return Error.Invalid($"Invalid volume: volume {origin.Id} has no type.");
        return newVolume.Place(
            state, request.Caller,
            new Volume
            {
                Id = Guid.NewGuid().ToString(),
                ProjectId = group.ProjectId,
                UserId = group.UserId,
                Name = origin.Name,
                Description = origin.Description,
                Size = source.Size ?? origin.Size,
                Status = VolumeStatus.Creating,
                TypeId = type.Id,
                AvailabilityZone = origin.AvailabilityZone,
                SnapshotId = source.Snapshot?.Id,
                SourceVolumeId = source.Volume?.Id,
                GroupId = group.Id,
                IsBootable = origin.IsBootable,
                IsMultiattach = origin.IsMultiattach,
                ImageMetadata = origin.ImageMetadata,
                CreatedAt = state.Time,
            },
            source, type);
    }
}
