namespace Naru.SharedFileSystems.Documents;

/// <summary>The statuses of shares, snapshots and groups.</summary>
internal static class ShareStatus
{
    public const string Creating = "creating";
    public const string CreatingFromSnapshot = "creating_from_snapshot";
    public const string Available = "available";
    public const string Deleting = "deleting";
    public const string Error = "error";
    public const string ErrorDeleting = "error_deleting";
    public const string Extending = "extending";
    public const string ExtendingError = "extending_error";
    public const string Shrinking = "shrinking";
    public const string ShrinkingError = "shrinking_error";
    public const string ShrinkingRefused = "shrinking_possible_data_loss_error";
    public const string Managing = "manage_starting";
    public const string ManageError = "manage_error";
    public const string Unmanaging = "unmanage_starting";
    public const string UnmanageError = "unmanage_error";
    public const string Reverting = "reverting";
    public const string RevertingError = "reverting_error";
    public const string Restoring = "restoring";
    public const string AwaitingTransfer = "awaiting_transfer";
    public const string Inactive = "inactive";

    /// <summary>What an administrator may reset a status to.</summary>
    public static readonly IReadOnlySet<string> Settable = new HashSet<string>
    {
        Available, Error, Creating, Deleting, ErrorDeleting, ExtendingError, ShrinkingError, ManageError, UnmanageError, RevertingError, Inactive, "migrating", "migrating_to",
    };

    /// <summary>Nothing goes on any more, so that it may be deleted.</summary>
    public static bool IsDeletable(string status) => status is Available or Error or Inactive or AwaitingTransfer or ErrorDeleting or ExtendingError or ShrinkingError or ShrinkingRefused or RevertingError;
}
