namespace Naru.BlockStorage.Documents;

/// <summary>Where a snapshot is in its life, in the words of the API.</summary>
internal static class SnapshotStatus
{
    public const string Creating = "creating";
    public const string Available = "available";
    public const string BackingUp = "backing-up";
    public const string Restoring = "restoring";
    public const string Unmanaging = "unmanaging";
    public const string Deleting = "deleting";
    public const string Deleted = "deleted";
    public const string Error = "error";
    public const string ErrorDeleting = "error_deleting";

    /// <summary>What an administrator may say that it is.</summary>
    public static readonly string[] Settable = [Creating, Available, Deleting, Error, ErrorDeleting];
}
