using Naru.BlockStorage.Drivers.Rbd;
using Naru.BlockStorage.Exports;

namespace Naru.BlockStorage;

/// <param name="DataDirectory">Where the bytes of volumes are kept.</param>
/// <param name="HostName">What this volume host is called, without a <c>@</c>.</param>
public sealed record BlockStorageOptions(string DataDirectory, string HostName)
{
    /// <summary>Where other hosts reach the volumes; null: all instances are on this machine, and open the files.</summary>
    public VolumeExport? Export { get; init; }

    /// <summary>The pool of Ceph that new volumes go to, unless their type says otherwise; null: files only.</summary>
    public RbdOptions? Rbd { get; init; }

    /// <summary>Where backups are kept; null: in the object store.</summary>
    public string? BackupDirectory { get; init; }
}
