using System.Security.Cryptography;
using Naru.Lab.Processes;
using Naru.Primitives;

namespace Naru.Lab.Images;

/// <summary>The image that a lab's instances are made from: Debian's static busybox and its ssh server dropbear, and some scripts.</summary>
/// <remarks>It is made once for a machine, with <c>apt</c>, and made anew when its own files have changed.</remarks>
public static class TinyImage
{
    public const string Name = "naru-tiny";

    /// <summary>Who logs in by ssh, and whose password is set.</summary>
    public const string User = "cirros";

    private const string Directory = "/var/lib/naru/images";

    /// <summary>A disk with a root file system, and nothing else on it.</summary>
    public static string Path => $"{Directory}/tiny.qcow2";

    /// <summary>The format of that, as the Image API calls it.</summary>
    public const string Format = "qcow2";

    /// <summary>The static busybox that is in it.</summary>
    public static string Busybox => $"{Directory}/busybox";

    /// <summary>Debian's kernel, for virtual machines; made only where QEMU is installed.</summary>
    public static string Kernel => $"{Directory}/kernel";

    /// <summary>What that starts with: it mounts the image, which has no modules itself.</summary>
    public static string Initramfs => $"{Directory}/initramfs";

    /// <summary>Whether virtual machines can be on this machine.</summary>
    public static bool HasQemu => File.Exists("/usr/bin/qemu-system-x86_64");

    private static string ImageStamp => $"{Directory}/tiny.stamp";

    private static string KernelStamp => $"{Directory}/kernel.stamp";

    private static string Own => System.IO.Path.Combine(AppContext.BaseDirectory, "tiny-image");

    /// <summary>Makes it, if it is not there as it shall be.</summary>
    public static async Task<Result<Done>> EnsureAsync(CancellationToken cancellation)
    {
        var wanted = Digest();
        System.IO.Directory.CreateDirectory(Directory);
        if (await MakeAsync(wanted, ImageStamp, [Path, Busybox], "build.sh", "files", cancellation) is { } failed)
            return new Error(ErrorKind.Unavailable, "NoImage", $"The image of the instances could not be made: {failed}");
        // Without a kernel everything but virtual machines is there: they do not start, their hosts say why, and it is tried again.
        if (HasQemu)
            await MakeAsync(wanted, KernelStamp, [Kernel, Initramfs], "kernel.sh", "initramfs", cancellation);
        return Done.Ok;
    }

    /// <returns>Why it could not be made; null: it is there.</returns>
    private static async Task<string?> MakeAsync(
        string wanted, string stamp, string[] files, string script, string own, CancellationToken cancellation)
    {
        if (Array.TrueForAll(files, File.Exists) && File.Exists(stamp) && await File.ReadAllTextAsync(stamp, cancellation) == wanted)
            return null;
        var made = await Tool.RunAsync("sh", [$"{Own}/{script}", $"{Own}/{own}", Directory], null, cancellation);
        if (!made.Succeeded)
            return made.LastWords;
        await File.WriteAllTextAsync(stamp, wanted, cancellation);
        return null;
    }

    private static string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in System.IO.Directory.EnumerateFiles(Own, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(file[Own.Length..]));
            hash.AppendData(File.ReadAllBytes(file));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
