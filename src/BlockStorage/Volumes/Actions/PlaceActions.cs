using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Encryption;
using Naru.BlockStorage.Messages;
using Naru.BlockStorage.Quotas;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Types;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.BlockStorage.Volumes.Actions;

/// <summary>Where the bytes of a volume are, and whether the cloud knows of them.</summary>
internal sealed class PlaceActions : IVolumeActions
{
    private readonly VolumeBackends _backends;

    public PlaceActions(VolumeBackends backends)
    {
        _backends = backends;
        All =
        [
            new("os-retype", "volume:retype", Retype)
            {
                Members = [new("new_type", Check.Text(1, Limits.NameLength)) { IsRequired = true }, new("migration_policy", Check.OrNull(Check.Choice("never", "on-demand")))],
            },
            new("os-migrate_volume", "volume_extension:volume_admin_actions:migrate_volume", Migrate)
            {
                Members =
                [
                    new("host", Check.OrNull(Check.Text(1, Limits.NameLength))),
                    new("cluster", Check.OrNull(Check.Text(1, Limits.NameLength))) { Since = 16 },
                    new("force_host_copy", Check.OrNull(Check.Flag)),
                    new("lock_volume", Check.OrNull(Check.Flag)),
                ],
            },
            new("os-unmanage", "volume_extension:volume_unmanage", Unmanage) { TakesAnything = true },
        ];
    }

    public IReadOnlyList<VolumeAction> All { get; }

    private Result<Reply> Retype(Transaction state, VolumeRequest request, Volume volume, Fields fields)
    {
        if (!volume.Is(VolumeStatus.Available, VolumeStatus.InUse))
            return CinderErrors.WrongStatus(volume.Id, "a new type", volume.Status, VolumeStatus.Available, VolumeStatus.InUse);
        if (!TypeAccess.FindNamed(state, request.Caller, fields.Text("new_type")!).TryGet(out var type, out var error))
            return error;
        if (type.Id == volume.TypeId)
            return Error.Invalid($"Invalid volume type: volume {volume.Id} has the type {type.Name} already.");
        if (VolumeKeys.RefusalOf(volume, "another type") is { } sealedAsItIs)
            return sealedAsItIs;
        if (type.Encryption is not null)
            return Error.Invalid($"Invalid volume type: '{type.Name}' asks for encryption, and volume {volume.Id} is not encrypted: an image of it can be made, and an encrypted volume of that.");
        if (volume.Is(VolumeStatus.InUse) && type.IsMultiattach != volume.IsMultiattach)
            return Error.Invalid($"Invalid volume: volume {volume.Id} is attached, and whether it can be attached several times would change.");
        if ((QuotaCheck.OfType(state, volume.ProjectId, "volumes", 1, type) ?? QuotaCheck.OfType(state, volume.ProjectId, "gigabytes", volume.Size, type)) is { } exceeded)
            return exceeded;
        // The bytes stay where they are if their backend is as the type asks; there is no other that they could move to.
        if (_backends.Find(volume.Host) is not { } backend || !backend.Fits(type))
        {
            UserMessages.Add(
                state, volume.ProjectId, request.Caller.RequestId, "VOLUME", volume.Id, "003", "002", $"retype volume: no backend does what the type {type.Name} asks for.");
            return VolumeAction.Accepted;
        }
        VolumeRecords.Update(state, volume with { TypeId = type.Id, IsMultiattach = type.IsMultiattach });
        return VolumeAction.Accepted;
    }

    private Result<Reply> Migrate(Transaction state, VolumeRequest request, Volume volume, Fields fields)
    {
        if (fields.Text("host") is not { } host)
            return Error.Invalid("Invalid input received: a host is needed: there are no clusters here.");
        if (_backends.Find(host) is not { } backend)
            return Error.Invalid($"Invalid host: no available service named {host}.");
        return backend.Host == volume.Host
            ? Error.Invalid("Invalid host: Destination host must be different from the current host.")
            : CinderErrors.NotSupported("Volumes are not moved between backends.");
    }

    private static Result<Reply> Unmanage(Transaction state, VolumeRequest request, Volume volume, Fields fields)
    {
        if (!volume.Is(VolumeStatus.Available, VolumeStatus.Error, VolumeStatus.ErrorManaging))
            return CinderErrors.WrongStatus(volume.Id, "letting it go", volume.Status, VolumeStatus.Available);
        if (BlockStorageTables.SnapshotsByVolume.Any(state, volume.Id))
            return Error.Invalid($"Invalid volume: Volume {volume.Id} still has snapshots: let them go first.");
        VolumeRecords.Update(state, volume with { Status = VolumeStatus.Unmanaging });
        Jobs.Add(state, request.Caller, JobKind.UnmanageVolume, volume.Id);
        return VolumeAction.Accepted;
    }
}
