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
        from volumes in state.In(BlockStorageTables.Volumes).All
            .Where(volume => volume.Is(VolumeStatus.Available, VolumeStatus.InUse, VolumeStatus.Reserved, VolumeStatus.Attaching, VolumeStatus.Detaching))
            .GroupBy(volume => backends.Find(volume.Host))
        let lengths = LengthsOn(volumes.Key)
        from volume in volumes
        let found = Found(volume, lengths)
        where found is not null
        select new Violation(Violation.Title("volume", volume.Id, volume.Name), found, string.Create(CultureInfo.InvariantCulture, $"{(long)volume.Size << 30} bytes"));

    private static (IReadOnlyDictionary<string, long>? Lengths, string? Failure) LengthsOn(VolumeBackend? backend)
    {
        try
        {
            return (backend?.Driver.VolumeLengths(), null);
        }
        catch (IOException exception)
        {
            return (null, exception.Message);
        }
    }

    /// <returns>What is there instead of its bytes; null: they are there.</returns>
    private static string? Found(Volume volume, (IReadOnlyDictionary<string, long>? Lengths, string? Failure) backend)
    {
        if (backend.Failure is { } failure)
            return $"its backend does not answer: {failure}";
        if (backend.Lengths?.TryGetValue(volume.Id, out var length) is not true)
            return "its bytes are not there";
        return length == (long)volume.Size << 30 ? null : string.Create(CultureInfo.InvariantCulture, $"it has {length} bytes");
    }
}
