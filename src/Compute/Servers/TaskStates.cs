namespace Naru.Compute.Servers;

/// <summary>The values of <c>OS-EXT-STS:task_state</c>.</summary>
internal static class TaskStates
{
    public const string BlockDeviceMapping = "block_device_mapping";
    public const string Spawning = "spawning";
    public const string Rebuilding = "rebuilding";
    public const string Rebooting = "rebooting";
    public const string RebootingHard = "rebooting_hard";
    public const string PoweringOff = "powering-off";
    public const string PoweringOn = "powering-on";
    public const string Pausing = "pausing";
    public const string Unpausing = "unpausing";
    public const string Suspending = "suspending";
    public const string Resuming = "resuming";
    public const string Rescuing = "rescuing";
    public const string Unrescuing = "unrescuing";
    public const string Resizing = "resize_migrating";
    public const string Reverting = "resize_reverting";
    public const string Migrating = "migrating";
    public const string Shelving = "shelving";
    public const string Unshelving = "unshelving";
    public const string ImageUploading = "image_uploading";
    public const string Deleting = "deleting";
}
