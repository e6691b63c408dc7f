namespace Naru.Compute.Servers;

/// <summary>The values of <c>OS-EXT-STS:power_state</c>.</summary>
internal static class PowerStates
{
    public const int None = 0;
    public const int Running = 1;
    public const int Paused = 3;
    public const int Shutdown = 4;
    public const int Suspended = 7;
}
