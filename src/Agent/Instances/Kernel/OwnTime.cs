using System.Diagnostics;
using System.Globalization;

namespace Naru.Agent.Instances.Kernel;

/// <summary>Clocks that have begun when an instance has (time_namespaces(7)). What the calling thread starts has them; the thread itself has not.</summary>
/// <remarks>A kernel that has none of these, or lets only single threads have them, is no reason not to start: the instance then sees how long its host runs.</remarks>
internal static class OwnTime
{
    /// <summary>They begin now.</summary>
    public static void Begin()
    {
        var monotonic = Stopwatch.GetTimestamp() / Stopwatch.Frequency;
        var sinceBoot = long.Parse(File.ReadAllText("/proc/uptime").Split('.')[0], CultureInfo.InvariantCulture);
        Set(string.Create(CultureInfo.InvariantCulture, $"monotonic {-monotonic} 0\nboottime {-sinceBoot} 0\n"));
    }

    /// <summary>They have begun with those of a process. Its own namespace can be entered by single threads only; one that is the same cannot be told from it.</summary>
    public static void Follow(int pid)
    {
        var offsets = $"/proc/{pid}/timens_offsets";
        if (File.Exists(offsets))
            Set(File.ReadAllText(offsets));
    }

    private static void Set(string offsets)
    {
        if (Libc.Unshare(Libc.NewTime) < 0)
            return;
        try
        {
            File.WriteAllText($"/proc/{Libc.ThreadId()}/timens_offsets", offsets);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // They stay those of the host.
        }
    }
}
