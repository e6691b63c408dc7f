using Naru.Lab;
using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Naru.Primitives;

namespace Naru.Tour.Running;

/// <summary>Makes and removes volumes and shares, by name; what is there already is kept.</summary>
public sealed class StorageMaker(LabDirectory directory, CloudClient cloud)
{
    private readonly CloudVolumes _volumes = new(cloud);
    private readonly CloudShares _shares = new(cloud);

    /// <summary>A volume that an instance has; whoever had it before is gone.</summary>
    public async Task<Result<Done>> VolumeAsync(string name, int sizeGiB, string instance, CancellationToken cancellation)
    {
        if (LabState.Load(directory)?.Instances.FirstOrDefault(one => one.Name == instance) is not { } known)
            return Error.NotFound("InstanceNotFound", $"There is no instance '{instance}'.");
        if (!(await _volumes.EnsureAsync(name, sizeGiB, cancellation)).TryGet(out var id, out var error)
            || !(await _volumes.IsAttachedAsync(id, known.Id, cancellation)).TryGet(out var isAttached, out error))
            return error;
        if (isAttached)
            return Done.Ok;
        if (!(await _volumes.FreeAsync(id, cancellation)).TryGet(out _, out error))
            return error;
        return await _volumes.AttachAsync(id, known.Id, cancellation);
    }

    public Task<Result<Done>> RemoveVolumeAsync(string name, CancellationToken cancellation) => _volumes.RemoveAsync(name, cancellation);

    /// <summary>A share for all who come from the provider's network, as instances do by their router.</summary>
    public Task<Result<Done>> ShareAsync(string name, int sizeGiB, CancellationToken cancellation) =>
        _shares.EnsureAsync(name, sizeGiB, OutsideWorld.ProviderPrefix, cancellation);

    public Task<Result<Done>> RemoveShareAsync(string name, CancellationToken cancellation) => _shares.RemoveAsync(name, cancellation);
}
