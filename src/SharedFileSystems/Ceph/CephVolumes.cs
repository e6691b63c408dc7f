using System.Globalization;
using System.Text.Json;
using Naru.Primitives;
using Naru.SharedFileSystems.Storage;

namespace Naru.SharedFileSystems.Ceph;

/// <summary>Subvolumes of a file system of Ceph and their snapshots, which the module <c>volumes</c> of Ceph's manager keeps. Every operation may be done twice.</summary>
internal sealed class CephVolumes(CephFsOptions options, CephCommands ceph)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private string[] InGroup => ["--group_name", options.Group];

    /// <summary>Where the subvolumes are, with a slash at its end (<c>volume_prefix</c> of the module).</summary>
    public string Folder => $"/volumes/{options.Group}/";

    /// <summary>Makes the group; this also finds out that the module is there.</summary>
    public async Task<Result<Done>> MakeGroupAsync(CancellationToken cancellation) =>
        Over(await ceph.RunAsync([], cancellation, "fs", "subvolumegroup", "create", options.FileSystem, options.Group));

    /// <summary>Its objects have a namespace of their own in the pool, so that whoever may read one share's objects may not read another's past the metadata servers.</summary>
    public async Task<Result<Done>> CreateAsync(string id, int gib, CancellationToken cancellation) =>
        Over(await ceph.RunAsync([], cancellation, [.. Of("create", id), "--size", Bytes(gib), "--namespace-isolated", .. InGroup]));

    /// <summary>Makes one that holds what a snapshot does, and waits until it is complete.</summary>
    public async Task<Result<Done>> CloneAsync(Volume snapshot, string id, CancellationToken cancellation)
    {
        if (snapshot.Origin is not { } origin)
            return Gone(snapshot);
        var begun = await ceph.RunAsync(
            [CephCommands.IsThere], cancellation, ["fs", "subvolume", "snapshot", "clone", options.FileSystem, origin, snapshot.Id, id, "--target_group_name", options.Group, .. InGroup]);
        if (!begun.TryGet(out _, out var error))
            return error;
        while (true)
        {
            if (!(await ceph.JsonAsync(cancellation, ["fs", "clone", "status", options.FileSystem, id, .. InGroup])).TryGet(out var told, out error))
                return error;
            switch (told.GetProperty("status").GetProperty("state").GetString())
            {
                case "complete":
                    return Done.Ok;
                case "pending" or "in-progress":
                    await Task.Delay(Pause, cancellation);
                    continue;
                case var state:
                    await DeleteAsync(id, cancellation);
                    return Command.Failed($"The copy of snapshot {snapshot.Id} ended as '{state}'.");
            }
        }
    }

    /// <summary>Its bytes are removed by and by.</summary>
    public async Task<Result<Done>> DeleteAsync(string id, CancellationToken cancellation)
    {
        if (!(await ceph.RunAsync([CephCommands.NotThere, CephCommands.TryAgain], cancellation, [.. Of("rm", id), .. InGroup])).TryGet(out var end, out var error))
            return error;
        if (end.ExitCode != CephCommands.TryAgain)
            return Done.Ok;
        // It is a copy that is not complete; one that ends by itself meanwhile is fine.
        if (!(await ceph.RunAsync([CephCommands.Invalid, CephCommands.NotThere], cancellation, ["fs", "clone", "cancel", options.FileSystem, id, .. InGroup])).TryGet(out _, out error))
            return error;
        return Over(await ceph.RunAsync([CephCommands.NotThere], cancellation, [.. Of("rm", id), "--force", .. InGroup]));
    }

    /// <returns>The size in bytes; null: it has none that ends.</returns>
    public async Task<Result<long?>> SizeAsync(string id, CancellationToken cancellation) =>
        (await ceph.JsonAsync(cancellation, [.. Of("info", id), .. InGroup])).Map(told =>
            told.GetProperty("bytes_quota") is { ValueKind: JsonValueKind.Number } quota ? quota.GetInt64() : (long?)null);

    public async Task<Result<Done>> ResizeAsync(string id, int gib, CancellationToken cancellation)
    {
        if (!(await ceph.RunAsync([CephCommands.Invalid], cancellation, ["fs", "subvolume", "resize", options.FileSystem, id, Bytes(gib), "--no_shrink", .. InGroup])).TryGet(out var end, out var error))
            return error;
        return end.ExitCode != CephCommands.Invalid
            ? Done.Ok
            : new Error(ErrorKind.Conflict, IShareBackend.DataWouldBeLost, $"Subvolume {id} cannot have {gib} GiB: {end.Words}");
    }

    public async Task<Result<string>> PathAsync(string id, CancellationToken cancellation) =>
        (await ceph.RunAsync([], cancellation, [.. Of("getpath", id), .. InGroup])).Map(end => end.Output.Trim());

    public async Task<Result<Done>> SnapshotAsync(string id, string snapshot, CancellationToken cancellation) =>
        Over(await ceph.RunAsync([CephCommands.IsThere], cancellation, [.. OfSnapshot("create", id, snapshot), .. InGroup]));

    /// <summary>One that shares are still made of is waited for.</summary>
    public async Task<Result<Done>> DeleteSnapshotAsync(Volume snapshot, CancellationToken cancellation)
    {
        // With what it was taken of it has gone, too.
        if (snapshot.Origin is not { } origin)
            return Done.Ok;
        while (true)
        {
            var removed = await ceph.RunAsync([CephCommands.NotThere, CephCommands.TryAgain], cancellation, [.. OfSnapshot("rm", origin, snapshot.Id), .. InGroup]);
            if (!removed.TryGet(out var end, out var error))
                return error;
            if (end.ExitCode != CephCommands.TryAgain)
                return Done.Ok;
            await Task.Delay(Pause, cancellation);
        }
    }

    public async Task<Result<Done>> FindSnapshotAsync(Volume snapshot, CancellationToken cancellation) => snapshot.Origin is { } origin
        ? Over(await ceph.RunAsync([], cancellation, [.. OfSnapshot("info", origin, snapshot.Id), .. InGroup]))
        : Gone(snapshot);

    /// <summary>Lets a user in, who is made if nobody has the name. One that another project named, or that is none of this module's, is refused.</summary>
    /// <returns>The user's key; an error of the type <see cref="Refused"/> when it cannot be this user.</returns>
    public async Task<Result<string>> AllowAsync(CephGrant grant, string? project, CancellationToken cancellation)
    {
        string[] command =
        [
            .. Of("authorize", grant.VolumeId), grant.User, "--access_level", grant.MayWrite ? "rw" : "r", .. project is null ? (string[])[] : ["--tenant_id", project], .. InGroup,
        ];
        return (await ceph.RunAsync([CephCommands.NotPermitted, CephCommands.NotThere, CephCommands.IsThere, CephCommands.Invalid], cancellation, command)).Then<string>(end => end.ExitCode == 0
            ? end.Output.Trim()
            : Error.Conflict(Refused, $"The user '{grant.User}' is not let in: {end.Words}"));
    }

    /// <summary>The <see cref="Error.Type"/> of a user that cannot be let in.</summary>
    public const string Refused = "UserRefused";

    /// <summary>Takes a permission back; a user that has none left is removed.</summary>
    public async Task<Result<Done>> DenyAsync(CephGrant grant, CancellationToken cancellation) =>
        Over(await ceph.RunAsync([CephCommands.NotThere], cancellation, [.. Of("deauthorize", grant.VolumeId), grant.User, .. InGroup]));

    /// <summary>Ends the sessions of a user, which go on without the permission that they began with.</summary>
    public async Task<Result<Done>> EvictAsync(CephGrant grant, CancellationToken cancellation) =>
        Over(await ceph.RunAsync([CephCommands.NotThere], cancellation, [.. Of("evict", grant.VolumeId), grant.User, .. InGroup]));

    private string[] Of(string what, string id) => ["fs", "subvolume", what, options.FileSystem, id];

    private string[] OfSnapshot(string what, string id, string snapshot) => ["fs", "subvolume", "snapshot", what, options.FileSystem, id, snapshot];

    private static string Bytes(int gib) => (gib * Gibibyte.Bytes).ToString(CultureInfo.InvariantCulture);

    private static Result<Done> Over(Result<CommandEnd> end) => end.Map(_ => default(Done));

    private static Error Gone(Volume snapshot) => Error.NotFound("NotFound", $"What snapshot {snapshot.Id} was taken of is gone.");
}
