namespace Naru.Ceph.Specs;

/// <summary>A test with a Ceph of its own.</summary>
public sealed class CephFactAttribute : FactAttribute
{
    /// <summary>QEMU opens images of Ceph by a module (the package qemu-block-extra).</summary>
    public const string QemuModule = "block-rbd.so";

    /// <param name="needs">Programs of the machine, modules of QEMU and paths that it needs beside.</param>
    public CephFactAttribute(params string[] needs) => Skip =
        !Environment.IsPrivilegedProcess ? "needs root"
        : ((string[])["ceph-mon", "ceph-osd", "ceph", .. needs]).FirstOrDefault(one => !IsThere(one)) is { } missing ? $"needs {missing}"
        : null;

    private static bool IsThere(string one) => one == QemuModule
        ? Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu").Any(libraries => File.Exists(Path.Combine(libraries, "qemu", one)))
        : File.Exists(Path.Combine("/usr/bin", one));
}
