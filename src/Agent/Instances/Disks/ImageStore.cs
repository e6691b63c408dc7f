using System.Security.Cryptography;
using Naru.Agent.Server;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Instances.Disks;

/// <summary>The disks that root disks are copied from: one for each image that is in use here, fetched and converted once.</summary>
/// <param name="directory">Where they are; nothing else is.</param>
internal sealed class ImageStore(string directory, IContent server)
{
    private const string Unfinished = ".part";

    private readonly Dictionary<string, Task<Result<Done>>> _making = [];
    private readonly Lock _lock = new();

    /// <summary>Removes what an agent before this one has left half-made.</summary>
    public void Clean()
    {
        Directory.CreateDirectory(directory);
        foreach (var path in Directory.EnumerateFileSystemEntries(directory, $"*{Unfinished}*").ToList())
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
        }
    }

    /// <summary>A raw disk made from an image, of a size: as large as the image needs, for 0. Many may ask at once, and it is made once.</summary>
    public async Task<Result<string>> EnsureAsync(NodeInstanceImage image, long octets, CancellationToken cancellation)
    {
        var made = await OnceAsync(PathOf(image), path => MakeAsync(image, path, cancellation), cancellation);
        if (!made.TryGet(out var disk, out var error))
            return error;
        if (octets == 0 || new FileInfo(disk).Length == octets)
            return disk;
        if (new FileInfo(disk).Length > octets)
            return Error.Invalid($"The image {image.Id} needs a disk of {new FileInfo(disk).Length} octets, and the flavor's has {octets}.");
        // A file system takes longer to grow than to be copied: each size is made once.
        return await OnceAsync($"{disk}.{octets}", path => GrowAsync(disk, path, octets, cancellation), cancellation);
    }

    private async Task<Result<string>> OnceAsync(string path, Func<string, Task<Result<Done>>> make, CancellationToken cancellation)
    {
        if (File.Exists(path))
            return path;
        Task<Result<Done>>? making;
        lock (_lock)
        {
            if (!_making.TryGetValue(path, out making))
                _making.Add(path, making = Task.Run(() => make(path), cancellation));
        }
        try
        {
            return (await making).Map(_ => path);
        }
        finally
        {
            lock (_lock)
                _making.Remove(path);
        }
    }

    private static async Task<Result<Done>> GrowAsync(string disk, string path, long octets, CancellationToken cancellation)
    {
        var grown = $"{path}{Unfinished}";
        if (SparseFile.Copy(disk, grown).Error is { } uncopied)
            return uncopied;
        SparseFile.Grow(grown, octets);
        if ((await FileSystems.FillAsync(grown, cancellation)).Error is { } small)
            return small;
        File.Move(grown, path, overwrite: true);
        return Done.Ok;
    }

    /// <summary>Removes the disks of all other images.</summary>
    public void KeepOnly(IEnumerable<NodeInstanceImage> used)
    {
        var kept = used.Select(PathOf).ToList();
        foreach (var path in Directory.EnumerateFiles(directory))
        {
            if (!kept.Any(used => path.StartsWith(used, StringComparison.Ordinal)) && !path.Contains(Unfinished, StringComparison.Ordinal) && File.GetLastWriteTimeUtc(path) < DateTime.UtcNow - Patience)
                File.Delete(path);
        }
    }

    /// <summary>How long an image that nobody uses stays: the next instance may be made from it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    // The name tells what it is made from and how; nothing of it is the user's.
    private string PathOf(NodeInstanceImage image) =>
        $"{directory}/{(IsHash(image.Hash) ? image.Hash : Convert.ToHexStringLower(SHA512.HashData(System.Text.Encoding.UTF8.GetBytes(image.Id))))[..40]}.{(image.Format is "tar" or "qcow2" ? image.Format : "raw")}";

    private static bool IsHash(string hash) => hash.Length == 128 && hash.All(char.IsAsciiHexDigitLower);

    private async Task<Result<Done>> MakeAsync(NodeInstanceImage image, string path, CancellationToken cancellation)
    {
        var fetched = $"{path}{Unfinished}";
        var made = $"{path}{Unfinished}.disk";
        var workspace = $"{path}{Unfinished}.root";
        try
        {
            if ((await FetchAsync(image, fetched, cancellation)).Error is { } unfetched)
                return unfetched;
            // Clients know no format 'tar', so an archive may be called raw.
            switch (image.Format is "raw" && TarRoot.IsArchive(fetched) ? "tar" : image.Format)
            {
                case "tar":
                    Directory.CreateDirectory(workspace);
                    if ((await TarRoot.MakeDiskAsync(fetched, made, workspace, cancellation)).Error is { } unpacked)
                        return unpacked;
                    Directory.Delete(workspace);
                    break;
                case "qcow2":
                    if (Qcow2.Unpack(fetched, made).Error is { } unread)
                        return unread;
                    break;
                default:
                    File.Move(fetched, made, overwrite: true);
                    break;
            }
            File.Move(made, path, overwrite: true);
            return Done.Ok;
        }
        finally
        {
            File.Delete(fetched);
            File.Delete(made);
        }
    }

    private async Task<Result<Done>> FetchAsync(NodeInstanceImage image, string target, CancellationToken cancellation)
    {
        await using var file = new FileStream(target, FileMode.Create, FileAccess.ReadWrite);
        if (!(await server.FetchAsync(NodeContentKinds.Image, image.Id, file, cancellation)).TryGet(out var octets, out var error))
            return error;
        if (octets != image.Size && image.Size > 0)
            return new Error(ErrorKind.Unavailable, "ImageCut", $"Image {image.Id} has {image.Size} octets, and {octets} came.");
        if (!IsHash(image.Hash))
            return Done.Ok;
        file.Position = 0;
        var hash = Convert.ToHexStringLower(await SHA512.HashDataAsync(file, cancellation));
        return hash == image.Hash
            ? Done.Ok
            : new Error(ErrorKind.Unavailable, "ImageChanged", $"The octets of image {image.Id} have the SHA-512 {hash}, not {image.Hash}.");
    }
}
