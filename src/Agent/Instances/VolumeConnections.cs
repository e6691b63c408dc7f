using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Naru.Agent.Instances.Kernel;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Instances;

/// <summary>How a host reaches the octets of volumes. What an instance has is a link in its directory, named after the volume.</summary>
/// <remarks>
/// <c>file:///PATH</c>: they are in a file of this host. <c>nbd://HOST:PORT/EXPORT</c>: <c>nbdfuse</c> shows them as a file, and ends when that
/// is unmounted; a kernel without a client of NBD needs no more. <c>rbd:///POOL/IMAGE?id=USER&amp;conf=FILE</c>: likewise, by a <c>qemu-nbd</c> of its own
/// that opens the image of Ceph and ends with it. So is each of these whose bytes are encrypted, by a <c>qemu-nbd</c> that decrypts them.
/// </remarks>
internal static class VolumeConnections
{
    private const string FileScheme = "file:///";
    private const string NbdScheme = "nbd://";
    private const string NbdFile = "disk";
    private const int Attempts = 250;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>The file with the octets of a volume that is open.</summary>
    public static string SourceOf(InstanceFiles files, string volume)
    {
        var link = new FileInfo(files.Volume(volume));
        return link.LinkTarget ?? link.FullName;
    }

    /// <summary>The files with the octets of all volumes that are open.</summary>
    public static IReadOnlyList<string> Sources(InstanceFiles files) => [.. Links(files).Select(path => new FileInfo(path).LinkTarget).OfType<string>()];

    /// <summary>Makes the octets of a volume a file of this host; one that is open stays open.</summary>
    public static async Task<Result<Done>> OpenAsync(InstanceFiles files, NodeInstanceVolume volume, CancellationToken cancellation)
    {
        Directory.CreateDirectory(files.Directory);
        if (volume.Secret.Length > 0)
            return await OpenEncryptedAsync(files, volume, cancellation);
        if (volume.Connection.StartsWith(FileScheme, StringComparison.Ordinal))
        {
            Link(files, volume.Id, Uri.UnescapeDataString(volume.Connection[(FileScheme.Length - 1)..]));
            return Done.Ok;
        }
        if (volume.Connection.StartsWith(NbdScheme, StringComparison.Ordinal))
            return await OpenNbdAsync(files, volume, [volume.Connection], cancellation);
        if (RbdImage.Parse(volume.Connection) is { } image)
            return await OpenNbdAsync(files, volume, ["--socket-activation", .. image.Server(volume.IsReadOnly)], cancellation);
        return Unknown(volume);
    }

    private static async Task<Result<Done>> OpenEncryptedAsync(InstanceFiles files, NodeInstanceVolume volume, CancellationToken cancellation)
    {
        var secret = files.VolumeSecret(volume.Id);
        if (LuksImage.Server(volume, secret) is not { } server)
            return Unknown(volume);
        try
        {
            await using (var file = new FileStream(secret, new FileStreamOptions
            {
                Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
            {
                await file.WriteAsync(Encoding.ASCII.GetBytes(volume.Secret), cancellation);
            }
            return await OpenNbdAsync(files, volume, ["--socket-activation", .. server], cancellation);
        }
        finally
        {
            // What shows the disk has read it.
            File.Delete(secret);
        }
    }

    private static Error Unknown(NodeInstanceVolume volume) => new(
        ErrorKind.NotSupported, "UnknownConnection", $"Volume {volume.Id} is reached by '{volume.Connection}', which this host does not know: it knows file:///, nbd:// and rbd:///.");

    /// <summary>The volume is not the instance's any more: nothing of it stays.</summary>
    public static void Close(InstanceFiles files, string volume)
    {
        var mount = files.VolumeMount(volume);
        if (Directory.Exists(mount))
        {
            // What is not mounted is an empty directory.
            Mounts.Unmount(mount);
            Directory.Delete(mount);
        }
        File.Delete(files.Volume(volume));
    }

    public static void CloseAll(InstanceFiles files)
    {
        foreach (var link in Links(files))
            Close(files, InstanceFiles.VolumeOf(link));
    }

    private static IReadOnlyList<string> Links(InstanceFiles files) =>
        Directory.Exists(files.Directory) ? [.. Directory.EnumerateFileSystemEntries(files.Directory, InstanceFiles.VolumePattern)] : [];

    private static void Link(InstanceFiles files, string volume, string target)
    {
        File.Delete(files.Volume(volume));
        File.CreateSymbolicLink(files.Volume(volume), target);
    }

    /// <param name="server">What nbdfuse is told of the server of NBD.</param>
    private static async Task<Result<Done>> OpenNbdAsync(InstanceFiles files, NodeInstanceVolume volume, IEnumerable<string> server, CancellationToken cancellation)
    {
        var mount = files.VolumeMount(volume.Id);
        var file = $"{mount}/{NbdFile}";
        if (File.Exists(file))
            return Done.Ok;
        // What shows nothing any more was left by an nbdfuse that ended.
        Mounts.Unmount(mount);
        Directory.CreateDirectory(mount);
        Link(files, volume.Id, file);
        List<string> words = ["nbdfuse", file, .. server];
        if (volume.IsReadOnly)
            words.Insert(1, "--readonly");
        try
        {
            // It lives as long as the volume is attached, not as the agent does.
            using var process = Process.Start(new ProcessStartInfo("setsid", ["--fork", .. words]))!;
            await process.WaitForExitAsync(cancellation);
        }
        catch (Win32Exception missing)
        {
            return new Error(ErrorKind.Unavailable, "ProgramMissing", $"'nbdfuse' cannot be started: {missing.Message}.");
        }
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (File.Exists(file))
                return Done.Ok;
            await Task.Delay(Pause, cancellation);
        }
        Close(files, volume.Id);
        return new Error(ErrorKind.Unavailable, "VolumeAway", $"Volume {volume.Id} cannot be reached by {volume.Connection}: 'nbdfuse' shows nothing.");
    }
}
