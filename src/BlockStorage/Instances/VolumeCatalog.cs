using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Volumes;
using Naru.Compute.Volumes;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.BlockStorage.Instances;

/// <summary>Volumes for old versions of the Compute API, which show them as their own.</summary>
internal sealed class VolumeCatalog : IVolumeCatalog
{
    public IEnumerable<CatalogVolume> List(IStateReader state, Caller caller) =>
        BlockStorageTables.VolumesByProject.Of(state, caller.ProjectId).OrderByDescending(volume => volume.CreatedAt).Select(volume => Shown(state, volume));

    public Result<CatalogVolume> Find(IStateReader state, Caller caller, string id) => Seen(state, caller, id).Map(volume => Shown(state, volume));

    public Result<CatalogVolume> Describe(Transaction state, Caller caller, string id, string? description, EquatableList<NodeKeyValue> metadata) => Seen(state, caller, id).Map(volume =>
    {
        var described = volume with { Description = description, Metadata = metadata.Select(pair => new Entry(pair.Key, pair.Value)).ToEquatableList() };
        state.Update(BlockStorageTables.Volumes, described);
        return Shown(state, described);
    });

    public Result<Done> Delete(Transaction state, Caller caller, string id) =>
        Seen(state, caller, id).Then(volume => VolumeDeletion.Begin(state, caller, volume, isForced: false, isCascading: false)).Map(_ => default(Done));

    private static Result<Volume> Seen(IStateReader state, Caller caller, string id) =>
        state.In(BlockStorageTables.Volumes).Find(id) is { } volume && (volume.ProjectId == caller.ProjectId || caller.IsAdmin) ? volume : CinderErrors.NotFound("Volume", id);

    private static CatalogVolume Shown(IStateReader state, Volume volume) =>
        new(volume.Id, volume.Name, volume.Status, volume.Size, volume.AvailabilityZone, volume.CreatedAt)
        {
            Description = volume.Description,
            Type = volume.TypeId is { } type ? state.In(BlockStorageTables.Types).Find(type)?.Name : null,
            SnapshotId = volume.SnapshotId,
            Metadata = volume.Metadata.Select(entry => new NodeKeyValue(entry.Key, entry.Value)).ToEquatableList(),
            Attachments = BlockStorageTables.AttachmentsByVolume.Of(state, volume.Id).Where(attachment => attachment.InstanceId is not null)
                .Select(attachment => new NodeKeyValue(attachment.InstanceId!, attachment.MountPoint ?? "")).ToEquatableList(),
        };
}
