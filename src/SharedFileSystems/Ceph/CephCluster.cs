using Naru.Primitives;
using Naru.SharedFileSystems.Storage;

namespace Naru.SharedFileSystems.Ceph;

/// <summary>What a Ceph says of itself: its monitors, its room, its users.</summary>
internal sealed class CephCluster(CephFsOptions options, CephCommands ceph)
{
    /// <summary>The monitors as clients name them, <c>ADDRESS:PORT,ADDRESS:PORT</c>: by the first version of the protocol where they speak it, which all kernels know.</summary>
    public async Task<Result<string>> MonitorsAsync(CancellationToken cancellation) => (await ceph.JsonAsync(cancellation, "mon", "dump")).Map(told => string.Join(',',
        from monitor in told.GetProperty("mons").EnumerateArray()
        let addresses = monitor.GetProperty("public_addrs").GetProperty("addrvec").EnumerateArray().OrderBy(address => address.GetProperty("type").GetString(), StringComparer.Ordinal)
        select addresses.First().GetProperty("addr").GetString()));

    /// <summary>The pool that the bytes of the file system are in.</summary>
    public async Task<Result<string>> PoolAsync(CancellationToken cancellation) => (await ceph.JsonAsync(cancellation, "fs", "ls")).Then<string>(told =>
    {
        foreach (var system in told.EnumerateArray().Where(system => system.GetProperty("name").GetString() == options.FileSystem))
            return system.GetProperty("data_pools")[0].GetString()!; // A file system has one.
        return Error.NotFound("NotFound", $"There is no file system '{options.FileSystem}' in this Ceph: 'ceph fs ls' names those that are there.");
    });

    public async Task<Result<Capacity>> CapacityAsync(string pool, CancellationToken cancellation) => (await ceph.JsonAsync(cancellation, "df")).Then<Capacity>(told =>
    {
        foreach (var one in told.GetProperty("pools").EnumerateArray().Where(one => one.GetProperty("name").GetString() == pool))
        {
            var (stored, free) = (one.GetProperty("stats").GetProperty("stored").GetDouble(), one.GetProperty("stats").GetProperty("max_avail").GetDouble());
            return new Capacity(Gibibyte.Rounded(stored + free), Gibibyte.Rounded(free));
        }
        return Error.NotFound("NotFound", $"There is no pool '{pool}' in this Ceph.");
    });

    /// <summary>Who may use the subvolumes of a group, with their keys.</summary>
    /// <param name="folder">Of the group.</param>
    public async Task<Result<IReadOnlyList<(CephGrant Grant, string Key)>>> GrantsAsync(string folder, CancellationToken cancellation) =>
        (await ceph.JsonAsync(cancellation, "auth", "ls")).Map<IReadOnlyList<(CephGrant, string)>>(told => [.. CephGrant.In(told, folder)]);
}
