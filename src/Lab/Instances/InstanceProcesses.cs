using System.Globalization;
using Naru.Lab.Processes;

namespace Naru.Lab.Instances;

/// <summary>Finds the processes of an instance that a host's agent runs: by its control group, which has its id and its host in the name.</summary>
public static class InstanceProcesses
{
    // Version 1 of control groups, and version 2.
    private static readonly string[] Tops = ["/sys/fs/cgroup/pids", "/sys/fs/cgroup"];

    /// <summary>The one that is number 1 in the instance, on whichever host; null: it does not run.</summary>
    public static ProcessIdentity? First(string id)
    {
        foreach (var group in Tops.Where(Directory.Exists).SelectMany(top => Directory.EnumerateDirectories(top, $"naru-{id}@*")))
        {
            try
            {
                foreach (var line in File.ReadLines($"{group}/cgroup.procs"))
                {
                    var pid = int.Parse(line, CultureInfo.InvariantCulture);
                    if (IsFirst(pid))
                        return ProcessIdentity.Of(pid);
                }
            }
            catch (IOException)
            {
                // The group has gone meanwhile.
            }
        }
        return null;
    }

    /// <summary>Its control group of a controller; null: there is none.</summary>
    public static string? Group(string controller, string id) => Tops.Select(top => top.Replace("pids", controller, StringComparison.Ordinal)).Where(Directory.Exists)
        .SelectMany(top => Directory.EnumerateDirectories(top, $"naru-{id}@*")).FirstOrDefault();

    private static bool IsFirst(int pid)
    {
        try
        {
            return File.ReadLines($"/proc/{pid}/status").Any(line => line.StartsWith("NSpid:", StringComparison.Ordinal) && line.EndsWith("\t1", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false;
        }
    }
}
