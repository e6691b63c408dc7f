using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.BlockStorage.Volumes.Actions;

/// <summary>What a volume is said to be, and its end.</summary>
internal sealed class StatusActions : IVolumeActions
{
    private static readonly string[] AttachStatuses = ["detached", "attached"];
    private static readonly string[] MigrationStatuses = ["none", "migrating", "error", "success", "completing", "starting"];

    public IReadOnlyList<VolumeAction> All { get; } =
    [
        new("os-reset_status", "volume_extension:volume_admin_actions:reset_status", Reset)
        {
            Members =
            [
                new("status", Check.OrNull(Check.Text(1, Limits.NameLength))),
                new("attach_status", Check.OrNull(Check.Text(1, Limits.NameLength))),
                new("migration_status", Check.OrNull(Check.Text(1, Limits.NameLength))),
            ],
        },
        new("os-force_delete", "volume_extension:volume_admin_actions:force_delete", (state, request, volume, _) =>
            VolumeDeletion.Begin(state, request.Caller, volume, isForced: true, isCascading: false).Map(_ => VolumeAction.Accepted)) { TakesAnything = true },
        new("os-set_bootable", "volume_extension:volume_actions:set_bootable", (state, _, volume, fields) =>
        {
            VolumeRecords.Update(state, volume with { IsBootable = fields.Flag("bootable") is true });
            return VolumeAction.Ok;
        })
        {
            Members = [new("bootable", Check.Flag) { IsRequired = true }],
        },
        new("os-update_readonly_flag", "volume:update_readonly_flag", (state, _, volume, fields) =>
        {
            if (!volume.Is(VolumeStatus.Available))
                return CinderErrors.WrongStatus(volume.Id, "a change of the read-only flag", volume.Status, VolumeStatus.Available);
            VolumeRecords.Update(state, volume with { IsReadOnly = fields.Flag("readonly") is true });
            return VolumeAction.Accepted;
        })
        {
            Members = [new("readonly", Check.Flag) { IsRequired = true }],
        },
    ];

    private static Result<Reply> Reset(Transaction state, VolumeRequest request, Volume volume, Fields fields)
    {
        var (status, attachStatus, migrationStatus) = (
            fields.Text("status")?.ToLowerInvariant(), fields.Text("attach_status")?.ToLowerInvariant(), fields.Text("migration_status")?.ToLowerInvariant());
        if (status is null && attachStatus is null && migrationStatus is null)
            return Error.Invalid("Invalid input for field/attribute os-reset_status: one of status, attach_status and migration_status is needed.");
        if ((Wrong("status", status, VolumeStatus.Settable) ?? Wrong("attach_status", attachStatus, AttachStatuses) ?? Wrong("migration_status", migrationStatus, MigrationStatuses)) is { } wrong)
            return wrong;
        if (attachStatus == "detached")
        {
            foreach (var attachment in BlockStorageTables.AttachmentsByVolume.Of(state, volume.Id))
                state.Delete(BlockStorageTables.Attachments, attachment.Id);
        }
        VolumeRecords.Update(state, volume with
        {
            Status = status ?? volume.Status,
            MigrationStatus = migrationStatus switch { null => volume.MigrationStatus, "none" => null, _ => migrationStatus },
        });
        return VolumeAction.Accepted;
    }

    private static Error? Wrong(string name, string? value, string[] allowed) => value is null || allowed.Contains(value)
        ? null
        : Error.Invalid($"Invalid input for field/attribute {name}. Value: {value}. '{value}' is not one of {string.Join(", ", allowed)}.");
}
