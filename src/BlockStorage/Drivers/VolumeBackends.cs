using Naru.BlockStorage.Documents;

namespace Naru.BlockStorage.Drivers;

/// <summary>All backends of this program.</summary>
internal sealed class VolumeBackends(IReadOnlyList<VolumeBackend> all)
{
    public IReadOnlyList<VolumeBackend> All { get; } = all;

    /// <summary>The backend of a <c>HOST@BACKEND#POOL</c>, or of its <c>HOST@BACKEND</c>.</summary>
    public VolumeBackend? Find(string? host) => All.FirstOrDefault(backend => backend.Host == host || backend.ServiceHost == host);

    public IVolumeDriver DriverOf(Volume volume) =>
        Find(volume.Host)?.Driver ?? throw new IOException($"No backend '{volume.Host}' is there, which has the bytes of volume {volume.Id}.");

    /// <summary>Where a new volume goes; null: nowhere.</summary>
    /// <param name="near">The backend that has the bytes which the volume is made of.</param>
    /// <param name="isUsable">Leaves out backends that an administrator has disabled.</param>
    public VolumeBackend? Choose(VolumeType? type, VolumeBackend? near, Func<VolumeBackend, bool> isUsable) =>
        near is not null ? near : All.FirstOrDefault(backend => isUsable(backend) && backend.Fits(type));
}
