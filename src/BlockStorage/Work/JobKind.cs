namespace Naru.BlockStorage.Work;

/// <summary>The kinds of jobs, as they are stored.</summary>
internal static class JobKind
{
    public const string CreateVolume = "create_volume";
    public const string DeleteVolume = "delete_volume";
    public const string ExtendVolume = "extend_volume";
    public const string RevertVolume = "revert_volume";
    public const string UploadVolume = "upload_volume";
    public const string ManageVolume = "manage_volume";
    public const string UnmanageVolume = "unmanage_volume";
    public const string CreateSnapshot = "create_snapshot";
    public const string DeleteSnapshot = "delete_snapshot";
    public const string ManageSnapshot = "manage_snapshot";
    public const string UnmanageSnapshot = "unmanage_snapshot";
    public const string CreateBackup = "create_backup";
    public const string RestoreBackup = "restore_backup";
    public const string DeleteBackup = "delete_backup";
    public const string FinishGroup = "finish_group";
}
