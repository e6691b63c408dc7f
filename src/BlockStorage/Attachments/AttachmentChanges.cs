using Naru.BlockStorage.Documents;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Attachments;

/// <summary>What attaching and detaching does to a volume and its attachments; the one place that knows which status follows.</summary>
internal static class AttachmentChanges
{
    public const string ReadWrite = "rw";
    public const string ReadOnly = "ro";

    /// <summary>Why a volume cannot be given to an instance or a host; null: it can.</summary>
    public static Error? Refusal(Volume volume) =>
        volume.Is(VolumeStatus.Available, VolumeStatus.Downloading, VolumeStatus.Reserved) || (volume.IsMultiattach && volume.Is(VolumeStatus.InUse, VolumeStatus.Attaching))
            ? null
            : Error.Invalid($"Invalid volume: Volume {volume.Id} status must be available or downloading to reserve, but the current status is {volume.Status}.");

    /// <summary>Adds an attachment, and gives the volume the status that follows from it.</summary>
    public static VolumeAttachment Add(Transaction state, Volume volume, VolumeAttachment attachment)
    {
        state.Insert(BlockStorageTables.Attachments, attachment with { SizeGiB = volume.Is(VolumeStatus.Creating) ? 0 : volume.Size });
        Settle(state, volume);
        return attachment;
    }

    public static VolumeAttachment Update(Transaction state, VolumeAttachment attachment)
    {
        state.Update(BlockStorageTables.Attachments, attachment);
        if (state.In(BlockStorageTables.Volumes).Find(attachment.VolumeId) is { } volume)
            Settle(state, volume);
        return attachment;
    }

    /// <summary>The instance has it.</summary>
    public static VolumeAttachment Complete(Transaction state, VolumeAttachment attachment) => Update(state, attachment with
    {
        Status = VolumeAttachment.Attached,
        Mode = attachment.Mode ?? ReadWrite,
        AttachedAt = attachment.AttachedAt ?? state.Time,
    });

    public static void Remove(Transaction state, VolumeAttachment attachment)
    {
        state.Delete(BlockStorageTables.Attachments, attachment.Id);
        if (state.In(BlockStorageTables.Volumes).Find(attachment.VolumeId) is { } volume)
            Settle(state, volume);
    }

    /// <summary>The bytes of the volume are there, or there are more of them: its hosts are told.</summary>
    public static void Offer(Transaction state, Volume volume)
    {
        var attachments = BlockStorageTables.AttachmentsByVolume.Of(state, volume.Id);
        foreach (var attachment in attachments)
            state.Update(BlockStorageTables.Attachments, attachment with { SizeGiB = volume.Size });
        if (attachments.Count > 0 && volume.Is(VolumeStatus.Available))
            Settle(state, volume);
    }

    // What a volume is while nothing else is done with it follows from its attachments: the furthest one counts.
    private static void Settle(Transaction state, Volume volume)
    {
        var attachments = BlockStorageTables.AttachmentsByVolume.Of(state, volume.Id);
        var attached = attachments.FirstOrDefault(attachment => attachment.Status == VolumeAttachment.Attached);
        var status = attached is not null ? VolumeStatus.InUse
            : attachments.Any(attachment => attachment.Status == VolumeAttachment.Detaching) ? VolumeStatus.Detaching
            : attachments.Any(attachment => attachment.Status == VolumeAttachment.Attaching) ? VolumeStatus.Attaching
            : attachments.Count > 0 ? VolumeStatus.Reserved
            : VolumeStatus.Available;
        // A volume that is still being made becomes usable when it is there.
        if (volume.Is(VolumeStatus.Creating))
            return;
        state.Update(BlockStorageTables.Volumes, volume with { Status = status, AttachedMode = attached?.Mode, UpdatedAt = state.Time });
    }
}
