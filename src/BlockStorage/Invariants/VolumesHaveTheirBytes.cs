using System.Globalization;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.BlockStorage.Invariants;

/// <summary>A volume that can be used has exactly its size on its backend.</summary>
internal sealed class VolumesHaveTheirBytes(VolumeBackends backends) : IInvariant
{
    public string Rule => "A volume that can be used has as many bytes as its size says.";

    public IEnumerable<Violation> Violations(Snapshot state) =>
        from volume in state.In(BlockStorageTables.Volumes).All
        where volume.Is(VolumeStatus.Available, VolumeStatus.InUse, VolumeStatus.Reserved, VolumeStatus.Attaching, VolumeStatus.Detaching)
        let found = Found(volume)
        where found is not null
        select new Violation(Violation.Title("volume", volume.Id, volume.Name), found, string.Create(CultureInfo.InvariantCulture, $"{(long)volume.Size << 30} bytes"));

    /// <returns>What is there instead of its bytes; null: they are there.</returns>
    private string? Found(Volume volume)
    {
        try
        {
            var length = backends.Find(volume.Host)?.Driver.Length(BytesOf.Volume(volume.Id));
            return length == (long)volume.Size << 30 ? null
                : length is null ? "its bytes are not there"
                : string.Create(CultureInfo.InvariantCulture, $"it has {length} bytes");
        }
        catch (IOException exception)
        {
            return $"its backend does not answer: {exception.Message}";
        }
    }
}
