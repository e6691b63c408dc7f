using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Instances.Disks;

/// <summary>The disks of an instance on this host's own storage: files of the flavor's sizes that take room only for what is written.</summary>
internal sealed class InstanceDisks(ImageStore images)
{
    /// <summary>Makes the root disk from its image, also where there is one already, and all others that are not there.</summary>
    public async Task<Result<Done>> BuildAsync(NodeInstance instance, InstanceFiles files, CancellationToken cancellation)
    {
        if (instance.Image is { } image && (await MakeAsync(image, files.RootDisk, instance.Flavor.RootGiB * Gibibyte.Bytes, cancellation)).Error is { } unmade)
            return unmade;
        return await EnsureOthersAsync(instance, files, cancellation);
    }

    /// <summary>Makes the disk that rescues an instance.</summary>
    public Task<Result<Done>> BuildRescueAsync(NodeInstanceImage image, InstanceFiles files, CancellationToken cancellation) =>
        MakeAsync(image, files.RescueDisk, 0, cancellation);

    /// <summary>Lets its disks have the sizes of its flavor, if they are smaller. Nothing may use them meanwhile.</summary>
    public async Task<Result<Done>> ResizeAsync(NodeInstance instance, InstanceFiles files, CancellationToken cancellation)
    {
        List<(string File, int GiB)> sizes = [(files.RootDisk, instance.Flavor.RootGiB)];
        for (var number = 0; number < instance.Flavor.EphemeralGiB.Count; number++)
            sizes.Add((files.EphemeralDisk(number), instance.Flavor.EphemeralGiB[number]));
        foreach (var (file, size) in sizes.Where(disk => File.Exists(disk.File) && new FileInfo(disk.File).Length < disk.GiB * Gibibyte.Bytes))
        {
            SparseFile.Grow(file, size * Gibibyte.Bytes);
            if ((await FileSystems.FillAsync(file, cancellation)).Error is { } small)
                return small;
        }
        if (File.Exists(files.SwapDisk) && new FileInfo(files.SwapDisk).Length != (long)instance.Flavor.SwapMiB << 20)
            File.Delete(files.SwapDisk);
        return await EnsureOthersAsync(instance, files, cancellation);
    }

    /// <summary>All disks of an instance that is to be started, the root disk first.</summary>
    /// <param name="volumes">Those of its volumes, under the names that they shall have.</param>
    public static IReadOnlyList<InstanceDisk> Of(NodeInstance instance, InstanceFiles files, IReadOnlyList<InstanceDisk> volumes)
    {
        var root = volumes.FirstOrDefault(volume => instance.Volumes.Any(each => each.Id == volume.VolumeId && each.BootIndex == 0)) is { } booted
            ? booted with { Kind = InstanceDiskKind.Root }
            : new InstanceDisk("vda", files.RootDisk, InstanceDiskKind.Root);
        var disks = new List<InstanceDisk>();
        if (instance.RescueImage is not null)
        {
            disks.Add(new InstanceDisk("vda", files.RescueDisk, InstanceDiskKind.Root));
            disks.Add(root with { Name = FreeName(volumes.Select(volume => volume.Name).Prepend("vda")), Kind = InstanceDiskKind.Rescued });
        }
        else
        {
            disks.Add(root);
        }
        disks.AddRange(volumes.Where(volume => volume.VolumeId != root.VolumeId));
        for (var number = 0; number < instance.Flavor.EphemeralGiB.Count; number++)
            Add(files.EphemeralDisk(number), InstanceDiskKind.Ephemeral);
        if (instance.Flavor.SwapMiB > 0)
            Add(files.SwapDisk, InstanceDiskKind.Swap);
        if (instance.HasConfigDrive)
            Add(files.ConfigDrive, InstanceDiskKind.ConfigDrive);
        return disks;

        void Add(string file, InstanceDiskKind kind) =>
            disks.Add(new InstanceDisk(FreeName(disks.Select(disk => disk.Name)), file, kind) { IsReadOnly = kind is InstanceDiskKind.ConfigDrive });
    }

    /// <summary>The first name of a disk that is not taken.</summary>
    public static string FreeName(IEnumerable<string> taken)
    {
        var names = taken.ToHashSet();
        return Enumerable.Range('a', 26).Select(letter => $"vd{(char)letter}").First(name => !names.Contains(name));
    }

    private static async Task<Result<Done>> EnsureOthersAsync(NodeInstance instance, InstanceFiles files, CancellationToken cancellation)
    {
        for (var number = 0; number < instance.Flavor.EphemeralGiB.Count; number++)
        {
            var disk = files.EphemeralDisk(number);
            if (File.Exists(disk))
                continue;
            var unfinished = $"{disk}.part";
            SparseFile.Create(unfinished, instance.Flavor.EphemeralGiB[number] * Gibibyte.Bytes);
            if ((await FileSystems.MakeExt4Async(unfinished, $"ephemeral{number}", cancellation)).Error is { } unmade)
                return unmade;
            File.Move(unfinished, disk, overwrite: true);
        }
        if (instance.Flavor.SwapMiB > 0 && !File.Exists(files.SwapDisk))
            FileSystems.MakeSwap(files.SwapDisk, (long)instance.Flavor.SwapMiB << 20);
        return Done.Ok;
    }

    private async Task<Result<Done>> MakeAsync(NodeInstanceImage image, string disk, long octets, CancellationToken cancellation)
    {
        if (!(await images.EnsureAsync(image, octets, cancellation)).TryGet(out var source, out var unfetched))
            return unfetched;
        var unfinished = $"{disk}.part";
        if (SparseFile.Copy(source, unfinished).Error is { } uncopied)
            return uncopied;
        File.Move(unfinished, disk, overwrite: true);
        return Done.Ok;
    }
}
