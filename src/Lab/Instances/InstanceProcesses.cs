using System.Globalization;
using Naru.Lab.Processes;

namespace Naru.Lab.Instances;

/// <summary>Finds the processes of an instance that a host's agent runs: by its control group, which has its id in the name.</summary>
public static class InstanceProcesses
{
    private const string Top = "/sys/fs/cgroup";

    /// <summary>The one that is number 1 in the instance; null: it does not run.</summary>
    public static ProcessIdentity? First(string id)
    {
        foreach (var group in new[] { $"{Top}/pids/naru-{id}", $"{Top}/naru-{id}" })
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
                // No such group: the other version has it, or nobody.
            }
        }
        return null;
    }

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
