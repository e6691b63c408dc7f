using Naru.BlockStorage.Documents;
using Naru.State;

namespace Naru.BlockStorage.Volumes;

/// <summary>What belongs to a volume goes with it.</summary>
internal static class VolumeRecords
{
    public static void Remove(Transaction state, string volumeId)
    {
        foreach (var attachment in BlockStorageTables.AttachmentsByVolume.Of(state, volumeId))
            state.Delete(BlockStorageTables.Attachments, attachment.Id);
        state.Delete(BlockStorageTables.Volumes, volumeId);
    }

    public static void Update(Transaction state, Volume volume) => state.Update(BlockStorageTables.Volumes, volume with { UpdatedAt = state.Time });
}
