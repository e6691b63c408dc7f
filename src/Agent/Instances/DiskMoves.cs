using Microsoft.Extensions.Logging;
using Naru.Agent.Instances.Disks;
using Naru.Agent.Server;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Instances;

/// <summary>Brings disks of instances from one host to another, by the server: as qcow2, so that only what was written is on the way.</summary>
internal sealed class DiskMoves(IContent server, Func<string, InstanceFiles> filesOf, ILogger<DiskMoves> log)
{
    /// <summary>Brings all disks of an instance here that the other host has, and lets them have their sizes.</summary>
    /// <param name="finish">Gives them the sizes of the flavor, and makes those that were nowhere.</param>
    public async Task<Result<Done>> BringAsync(NodeInstance instance, InstanceFiles files, Func<Task<Result<Done>>> finish, CancellationToken cancellation)
    {
        List<string> wanted = [.. Enumerable.Range(0, instance.Flavor.EphemeralGiB.Count).Select(files.EphemeralDisk)];
        if (instance.Image is not null)
            wanted.Insert(0, files.RootDisk);
        foreach (var disk in wanted)
        {
            // The root disk has to be there; of the others there may have been fewer before.
            if ((await BringAsync(instance, disk, cancellation)).Error is { } missing && (disk == files.RootDisk || missing.Kind is not ErrorKind.NotFound))
                return missing;
        }
        return await finish();
    }

    /// <summary>Begins to bring a disk to the server.</summary>
    public Result<string> Send(string id, string name)
    {
        var disk = $"{filesOf(id).Directory}/{name}";
        if (Path.GetFileName(name) != name || !name.StartsWith("disk", StringComparison.Ordinal))
            return Error.Invalid($"'{name}' is no disk of an instance.");
        if (!File.Exists(disk))
            return DiskAnswers.Absent;
        // It takes as long as it takes; whoever asked is only told that it has begun.
        _ = Task.Run(() => SendAsync(id, name, disk));
        return DiskAnswers.OnItsWay;
    }

    private async Task SendAsync(string id, string name, string disk)
    {
        var packed = $"{disk}.moving-{Guid.NewGuid():N}";
        try
        {
            Qcow2Writer.Pack(disk, packed);
            await using var content = File.OpenRead(packed);
            if ((await server.DeliverAsync(NodeContentKinds.Disk, $"{id}/{name}", content, CancellationToken.None)).Error is { } refused)
                log.DiskNotSent(id, name, refused.Message);
        }
        catch (IOException failure)
        {
            log.DiskNotSent(id, name, failure.Message);
        }
        finally
        {
            File.Delete(packed);
        }
    }

    /// <summary>Brings one disk here.</summary>
    /// <param name="disk">The file that it becomes.</param>
    public async Task<Result<Done>> BringAsync(NodeInstance instance, string disk, CancellationToken cancellation)
    {
        var (packed, unfinished) = ($"{disk}.packed.part", $"{disk}.part");
        try
        {
            await using (var file = File.Create(packed))
            {
                var fetched = await server.FetchAsync(NodeContentKinds.Disk, $"{instance.Id}/{Path.GetFileName(disk)}", file, cancellation);
                if (!fetched.Succeeded)
                    return fetched.Error;
            }
            if (Qcow2.Unpack(packed, unfinished).Error is { } unread)
                return unread;
            File.Move(unfinished, disk, overwrite: true);
            return Done.Ok;
        }
        finally
        {
            File.Delete(packed);
        }
    }
}
