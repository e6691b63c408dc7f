namespace Naru.BlockStorage.Documents;

/// <summary>Where a group or a snapshot of one is in its life, in the words of the API.</summary>
internal static class GroupStatus
{
    public const string Creating = "creating";
    public const string Available = "available";
    public const string Updating = "updating";
    public const string Deleting = "deleting";
    public const string Error = "error";
    public const string ErrorDeleting = "error_deleting";

    /// <summary>What an administrator may say that it is.</summary>
    public static readonly string[] Settable = [Creating, Available, Updating, Deleting, Error, ErrorDeleting];
}
