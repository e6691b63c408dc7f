namespace Naru.BlockStorage.Documents;

/// <summary>Where a volume is in its life, in the words of the API.</summary>
internal static class VolumeStatus
{
    public const string Creating = "creating";
    public const string Downloading = "downloading";
    public const string Available = "available";
    public const string Reserved = "reserved";
    public const string Attaching = "attaching";
    public const string InUse = "in-use";
    public const string Detaching = "detaching";
    public const string Maintenance = "maintenance";
    public const string Extending = "extending";
    public const string Retyping = "retyping";
    public const string Reverting = "reverting";
    public const string Uploading = "uploading";
    public const string BackingUp = "backing-up";
    public const string RestoringBackup = "restoring-backup";
    public const string AwaitingTransfer = "awaiting-transfer";
    public const string Managing = "managing";
    public const string Unmanaging = "unmanaging";
    public const string Deleting = "deleting";
    public const string Error = "error";
    public const string ErrorDeleting = "error_deleting";
    public const string ErrorExtending = "error_extending";
    public const string ErrorRestoring = "error_restoring";
    public const string ErrorManaging = "error_managing";

    /// <summary>What an administrator may say that it is.</summary>
    public static readonly string[] Settable =
    [
        Creating, Available, Deleting, Error, ErrorDeleting, ErrorManaging, Managing, Attaching, Detaching, InUse, Maintenance, AwaitingTransfer,
        BackingUp, RestoringBackup, ErrorRestoring, "error_backing-up", Extending, ErrorExtending, Retyping, Reserved, Uploading, Downloading,
    ];
}
