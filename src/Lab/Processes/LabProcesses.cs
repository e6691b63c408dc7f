using System.Globalization;

namespace Naru.Lab.Processes;

/// <summary>
/// Finds the processes that belong to a lab: all that the lab starts carry its name in their environment and pass it on to
/// their children, so that nothing of the machine can be taken for one of them and none of them is forgotten.
/// </summary>
public static class LabProcesses
{
    /// <summary>The variable that every process of a lab carries.</summary>
    public const string LabVariable = "NARU_LAB";

    /// <summary>The variable that names the lab host a process was started on.</summary>
    public const string HostVariable = "NARU_LAB_HOST";

    /// <summary>All living processes of a lab, without this one and those that started it (a shell inside of the lab, say).</summary>
    public static IReadOnlyList<ProcessIdentity> Of(string lab) => Carrying($"{LabVariable}={lab}");

    /// <summary>Those of one host of the lab.</summary>
    public static IReadOnlyList<ProcessIdentity> Of(string lab, string host) =>
        Carrying($"{LabVariable}={lab}", $"{HostVariable}={host}");

    /// <summary>Kills them, and those that they still managed to start, until none is left.</summary>
    public static async Task KillAllAsync(Func<IReadOnlyList<ProcessIdentity>> find, CancellationToken cancellation)
    {
        while (find() is { Count: > 0 } living)
        {
            foreach (var process in living)
                process.Kill();
            await Task.Delay(10, cancellation);
        }
    }

    private static List<ProcessIdentity> Carrying(params ReadOnlySpan<string> variables)
    {
        var own = OwnLine();
        var found = new List<ProcessIdentity>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var pid)
                && !own.Contains(pid) && Carries(directory, variables) && ProcessIdentity.Of(pid) is { } process)
                found.Add(process);
        }
        return found;
    }

    private static bool Carries(string directory, ReadOnlySpan<string> variables)
    {
        try
        {
            var environment = File.ReadAllText($"{directory}/environ").Split('\0');
            foreach (var variable in variables)
            {
                if (!environment.Contains(variable))
                    return false;
            }
            return true;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static HashSet<int> OwnLine()
    {
        var line = new HashSet<int>();
        for (var pid = Environment.ProcessId; pid > 1 && line.Add(pid);)
            pid = ParentOf(pid);
        return line;
    }

    private static int ParentOf(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
