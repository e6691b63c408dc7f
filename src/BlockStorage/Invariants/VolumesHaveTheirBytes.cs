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
        let length = backends.Find(volume.Host)?.Driver.Length(BytesOf.Volume(volume.Id))
        where length != (long)volume.Size << 30
        select new Violation(
            Violation.Title("volume", volume.Id, volume.Name),
            length is null ? "its bytes are not there" : string.Create(CultureInfo.InvariantCulture, $"it has {length} bytes"),
            string.Create(CultureInfo.InvariantCulture, $"{(long)volume.Size << 30} bytes"));
}
