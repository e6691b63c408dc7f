namespace Naru.SharedFileSystems.Storage;

/// <summary>The storage of a share or of a snapshot.</summary>
/// <param name="Id">A UUID: names the files, and is the UUID of the file system.</param>
/// <param name="Number">Names the export to the NFS server.</param>
internal sealed record Volume(string Id, bool IsSnapshot, int Number)
{
    /// <summary>The share server that exports it; null: the host does, at its own address.</summary>
    public string? Server { get; init; }

    /// <summary>Of a snapshot: the <see cref="Id"/> of what it was taken of; null when that is gone.</summary>
    public string? Origin { get; init; }
}
