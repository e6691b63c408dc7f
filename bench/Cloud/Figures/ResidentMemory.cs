using System.Globalization;

namespace Naru.Bench.Figures;

/// <summary>The resident memory of a process (<c>VmRSS</c> of <c>/proc/PID/status</c>, proc(5)).</summary>
public static class ResidentMemory
{
    private const string Field = "VmRSS:";

    /// <returns>In MiB.</returns>
    public static double Of(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith(Field, StringComparison.Ordinal));
        return double.Parse(line[Field.Length..].Replace("kB", ""), CultureInfo.InvariantCulture) / 1024;
    }
}
