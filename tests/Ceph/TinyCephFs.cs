namespace Naru.Ceph.Specs;

/// <summary>A Ceph with a file system, whose clients have to have keys. It is for one class of tests, which run one after the other.</summary>
public sealed class TinyCephFs : TinyCeph
{
    // What a test of a file system needs beside what all of Ceph need.
    public const string MetadataServer = "ceph-mds";
    public const string Manager = "ceph-mgr";
    public const string Client = "ceph-fuse";

    public const string FileSystem = "spec";

    private Task? _made;

    protected override string Proof => "cephx";

    /// <summary>The file that clients read, once there is the file system.</summary>
    public async Task<string> FilesAsync()
    {
        await (_made ??= MakeFileSystemAsync(FileSystem));
        return await ConfigurationAsync();
    }
}
