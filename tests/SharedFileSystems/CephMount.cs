using Naru.Ceph.Specs;

namespace Naru.SharedFileSystems.Specs;

/// <summary>A share that a client has mounted as a user of Ceph.</summary>
internal sealed class CephMount : IAsyncDisposable
{
    // Whoever was shut out may be left waiting.
    private const string LongestSeconds = "60";

    private readonly DirectoryInfo _directory;

    private CephMount(DirectoryInfo directory) => _directory = directory;

    private string Place => Path.Combine(_directory.FullName, "mount");

    /// <param name="path">As an export location says it: <c>MONITORS:PATH</c>.</param>
    public static async Task<CephMount> MountAsync(string configuration, string user, string key, string path)
    {
        var mount = new CephMount(Directory.CreateTempSubdirectory("naru-cephfs-"));
        try
        {
            await mount.BeginAsync(configuration, user, key, path[(path.LastIndexOf(':') + 1)..]);
            return mount;
        }
        catch
        {
            mount._directory.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>Runs a line of the shell in the share.</summary>
    /// <returns>What it wrote.</returns>
    public Task<string> DoAsync(string line) => TinyCeph.RunAsync("timeout", LongestSeconds, "sh", "-c", $"cd {Place} && {line}");

    /// <summary>Such a line fails.</summary>
    /// <returns>What it wrote.</returns>
    public Task<string> RefusedAsync(string line) => DoAsync($"if {line}; then exit 1; fi");

    public async ValueTask DisposeAsync()
    {
        await TinyCeph.RunAsync("umount", "--lazy", Place);
        Directory.Delete(Place);
        _directory.Delete(recursive: true);
    }

    private async Task BeginAsync(string configuration, string user, string key, string path)
    {
        Directory.CreateDirectory(Place);
        var keys = Path.Combine(_directory.FullName, "keyring");
        await File.WriteAllTextAsync(keys, $"[client.{user}]\n\tkey = {key}\n");
        await TinyCeph.RunAsync(
            "timeout", LongestSeconds, "ceph-fuse", "--conf", configuration, "--id", user, "--keyring", keys, "--log-file", Path.Combine(_directory.FullName, "log"),
            "--client_fs", TinyCephFs.FileSystem, "-r", path, Place);
    }
}
