namespace Naru.Compute.Servers;

/// <summary>The values of <c>OS-EXT-STS:vm_state</c>.</summary>
internal static class VmStates
{
    public const string Active = "active";
    public const string Building = "building";
    public const string Paused = "paused";
    public const string Suspended = "suspended";
    public const string Stopped = "stopped";
    public const string Rescued = "rescued";
    public const string Resized = "resized";
    public const string Shelved = "shelved";
    public const string Offloaded = "shelved_offloaded";
    public const string Error = "error";
    public const string Deleted = "deleted";
}
