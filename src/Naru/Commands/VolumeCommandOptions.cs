using System.CommandLine;
using System.Net;
using Naru.BlockStorage;
using Naru.BlockStorage.Exports;

namespace Naru.Commands;

/// <summary>The options of <c>naru server</c> for where other hosts reach volumes, and where backups go.</summary>
internal sealed record VolumeCommandOptions(Option<IPAddress?> Address, Option<FileInfo?> NetworkNamespace, Option<DirectoryInfo?> BackupDirectory)
{
    public IEnumerable<Option> All => [Address, NetworkNamespace, BackupDirectory];

    public static VolumeCommandOptions Create() => new(
        IpAddressOption.Create("--volume-address", "The address of this machine at which hosts reach volumes over NBD; without it they open the files of the server's machine."),
        new Option<FileInfo?>("--volume-network-namespace") { Description = "The file of the network namespace that has that address." },
        new Option<DirectoryInfo?>("--backup-directory") { Description = "Where backups of volumes are kept, such as a mount of another machine's disk; without it in the object store." });

    /// <param name="directory">Where the bytes of volumes are kept.</param>
    public BlockStorageOptions Read(ParseResult parsed, string directory) => new(directory, Environment.MachineName)
    {
        Export = parsed.GetValue(Address) is { } address ? new VolumeExport(address.ToString(), parsed.GetValue(NetworkNamespace)?.FullName) : null,
        BackupDirectory = parsed.GetValue(BackupDirectory)?.FullName,
    };
}
