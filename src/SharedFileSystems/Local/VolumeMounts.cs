using System.Diagnostics;
using Naru.Primitives;
using Naru.SharedFileSystems.Storage;

namespace Naru.SharedFileSystems.Local;

/// <summary>Volumes as the NFS server sees them: mounted from loop devices that are freed with the mount.</summary>
internal sealed class VolumeMounts(string directory, VolumeFiles files, NfsServer nfs)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public string DirectoryOf(Volume volume) => Path.Combine(directory, volume.Id);

    public bool IsMounted(Volume volume) => nfs.IsAlive && Mounted().Contains(DirectoryOf(volume));

    /// <summary>Mounts one that is not mounted.</summary>
    public async Task<Result<Done>> MountAsync(Volume volume, CancellationToken cancellation)
    {
        // What an NFS server had mounted that was killed is still being written for a moment: two mounts of one file system would be its end.
        if (!await IsFreeAsync(volume, cancellation))
            return new Error(ErrorKind.Unavailable, "VolumeInUse", $"The volume {volume.Id} has a loop device already, which nobody lets go of.");
        var place = Directory.CreateDirectory(DirectoryOf(volume)).FullName;
        var options = volume.IsSnapshot ? "loop,ro,nosuid,nodev" : "loop,nosuid,nodev";
        return (await nfs.RunAsync(cancellation, "mount", "-t", "ext4", "-o", options, files.PathOf(volume), place)).Map(_ => default(Done));
    }

    /// <summary>The NFS server keeps files open for a moment after an export is gone.</summary>
    public async Task<Result<Done>> UnmountAsync(Volume volume, CancellationToken cancellation)
    {
        var place = DirectoryOf(volume);
        for (var clock = Stopwatch.StartNew(); IsMounted(volume);)
        {
            if ((await nfs.RunAsync(cancellation, "umount", place)).TryGet(out _, out var error))
                break;
            if (clock.Elapsed > Patience)
                return error;
            await Task.Delay(Pause, cancellation);
        }
        await IsFreeAsync(volume, cancellation);
        if (Directory.Exists(place))
            Directory.Delete(place);
        return Done.Ok;
    }

    /// <summary>Waits until nothing has it: a loop device writes its last bytes after the mount is gone.</summary>
    private async Task<bool> IsFreeAsync(Volume volume, CancellationToken cancellation)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience; await Task.Delay(Pause, cancellation))
        {
            if ((await Command.RunAsync(cancellation, "losetup", "--associated", files.PathOf(volume))) is { Succeeded: true, Value.Length: 0 })
                return true;
        }
        return false;
    }

    public async Task<Result<Done>> GrowAsync(Volume volume, int gib, CancellationToken cancellation)
    {
        files.SetLength(volume, gib);
        var found = await Command.RunAsync(cancellation, "losetup", "--noheadings", "--output", "NAME", "--associated", files.PathOf(volume));
        if (!found.TryGet(out var device, out var error) || !(await Command.RunAsync(cancellation, "losetup", "--set-capacity", device.Trim())).TryGet(out _, out error))
            return error;
        return (await nfs.RunAsync(cancellation, "resize2fs", device.Trim())).Map(_ => default(Done));
    }

    /// <summary>Runs something while nothing changes in a volume and all of it is on the disk.</summary>
    public async Task<Result<Done>> WhileFrozenAsync(Volume volume, Func<Task<Result<Done>>> action)
    {
        if (!IsMounted(volume))
            return await action();
        var place = nfs.Seen(DirectoryOf(volume));
        if (!(await Command.RunAsync(CancellationToken.None, "fsfreeze", "--freeze", place)).TryGet(out _, out var error))
            return error;
        try
        {
            return await action();
        }
        finally
        {
            await Command.RunAsync(CancellationToken.None, "fsfreeze", "--unfreeze", place);
        }
    }

    /// <summary>Whatever a killed server had frozen goes on.</summary>
    public async Task ThawAsync(CancellationToken cancellation)
    {
        foreach (var place in Mounted())
            await Command.RunAsync(cancellation, "fsfreeze", "--unfreeze", nfs.Seen(place));
    }

    /// <summary>The directories of what is mounted.</summary>
    public IReadOnlySet<string> Mounted()
    {
        try
        {
            // proc(5): the fifth field is the mount point.
            return File.ReadLines($"/proc/{nfs.Pid}/mountinfo").Select(line => line.Split(' ')[4]).Where(place => place.StartsWith(directory, StringComparison.Ordinal)).ToHashSet();
        }
        catch (IOException)
        {
            // It has ended, and its mounts with it.
            return new HashSet<string>();
        }
    }
}
