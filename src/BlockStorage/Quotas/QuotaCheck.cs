using System.Globalization;
using Naru.BlockStorage.Documents;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Quotas;

/// <summary>Whether a project may have more; asked within the write that gives it.</summary>
internal static class QuotaCheck
{
    private const string DefaultClass = "class:default";

    public static long Limit(IStateReader state, string projectId, QuotaResource resource) =>
        Of(state, projectId, resource) ?? Of(state, DefaultClass, resource) ?? resource.Default;

    /// <summary>What a project gets that was given nothing of its own.</summary>
    public static long DefaultLimit(IStateReader state, QuotaResource resource) => Of(state, DefaultClass, resource) ?? resource.Default;

    public static Error? Volume(IStateReader state, string projectId, int size, string? typeId) =>
        PerVolume(state, projectId, size) ?? Gigabytes(state, projectId, size, typeId) ?? Count(state, projectId, "volumes", typeId, "VolumeLimitExceeded: Maximum number of volumes allowed");

    public static Error? Snapshot(IStateReader state, string projectId, int size, string? typeId) =>
        Gigabytes(state, projectId, size, typeId) ?? Count(state, projectId, "snapshots", typeId, "SnapshotLimitExceeded: Maximum number of snapshots allowed");

    /// <param name="more">In GiB, beyond the size that it has.</param>
    public static Error? Extension(IStateReader state, string projectId, int size, int more, string? typeId) =>
        PerVolume(state, projectId, size) ?? Gigabytes(state, projectId, more, typeId);

    public static Error? Count(IStateReader state, string projectId, string name, string? typeId, string message)
    {
        foreach (var resource in Named(state, name, typeId))
        {
            var limit = Limit(state, projectId, resource);
            if (limit >= 0 && resource.Used(state, projectId) + 1 > limit)
                return CinderErrors.OverQuota(string.Create(CultureInfo.InvariantCulture, $"{message} ({limit}) exceeded for quota '{resource.Name}'."));
        }
        return null;
    }

    public static Error? Gigabytes(IStateReader state, string projectId, long more, string? typeId, string name = "gigabytes")
    {
        foreach (var resource in Named(state, name, typeId))
        {
            var limit = Limit(state, projectId, resource);
            var used = limit >= 0 ? resource.Used(state, projectId) : 0;
            if (limit >= 0 && used + more > limit)
            {
                return CinderErrors.OverQuota(string.Create(
                    CultureInfo.InvariantCulture,
                    $"VolumeSizeExceedsAvailableQuota: Requested volume, snapshot or backup exceeds allowed {resource.Name} quota. Requested {more}G, quota is {limit}G and {used}G has been consumed."));
            }
        }
        return null;
    }

    /// <summary>Whether something more fits under the quota of a type alone.</summary>
    public static Error? OfType(IStateReader state, string projectId, string name, long more, VolumeType type)
    {
        if (QuotaResource.Find(state, $"{name}_{type.Name}") is not { } resource)
            return null;
        var limit = Limit(state, projectId, resource);
        return limit >= 0 && resource.Used(state, projectId) + more > limit
            ? CinderErrors.OverQuota(string.Create(CultureInfo.InvariantCulture, $"Quota exceeded for resource '{resource.Name}': {more} more would exceed {limit}."))
            : null;
    }

    private static Error? PerVolume(IStateReader state, string projectId, int size)
    {
        var limit = Limit(state, projectId, QuotaResource.Find(state, "per_volume_gigabytes")!);
        return limit >= 0 && size > limit
            ? CinderErrors.OverQuota(string.Create(CultureInfo.InvariantCulture, $"VolumeSizeExceedsLimit: Requested volume size {size}G is larger than maximum allowed limit {limit}G."))
            : null;
    }

    private static IEnumerable<QuotaResource> Named(IStateReader state, string name, string? typeId)
    {
        yield return QuotaResource.Find(state, name)!;
        if (typeId is not null && state.In(BlockStorageTables.Types).Find(typeId) is { } type && QuotaResource.Find(state, $"{name}_{type.Name}") is { } ofType)
            yield return ofType;
    }

    private static long? Of(IStateReader state, string id, QuotaResource resource) =>
        state.In(BlockStorageTables.Quotas).Find(id)?.Limits.FirstOrDefault(limit => limit.Resource == resource.Name)?.Value;
}
