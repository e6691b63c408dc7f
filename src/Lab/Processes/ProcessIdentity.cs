using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Naru.Lab.Processes;

/// <summary>One process for as long as it lives: its id and the moment it started, so that a reused id is not taken for it.</summary>
/// <param name="Pid">Process id in the machine's own pid namespace.</param>
/// <param name="StartTicks">Start since boot in clock ticks (field 22 of <c>/proc/PID/stat</c>, proc(5)).</param>
public sealed record ProcessIdentity(int Pid, ulong StartTicks)
{
    private const int StartTimeFieldAfterName = 19;
    private const int StateFieldAfterName = 0;

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(10);

    /// <summary>The process that has this id now, or null. A zombie counts as gone.</summary>
    public static ProcessIdentity? Of(int pid)
    {
        string stat;
        try
        {
            stat = File.ReadAllText($"/proc/{pid}/stat");
        }
        catch (IOException)
        {
            return null;
        }
        // The name stands in parentheses and may itself hold spaces and parentheses: read on from the last one.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[StateFieldAfterName] is "Z" or "X"
            ? null
            : new ProcessIdentity(pid, ulong.Parse(fields[StartTimeFieldAfterName], CultureInfo.InvariantCulture));
    }

    public bool IsAlive => Of(Pid) == this;

    /// <summary>Kills it at once; nothing happens when it is already gone.</summary>
    public void Kill()
    {
        if (IsAlive)
            Libc.Kill(Pid, Libc.SigKill);
    }

    /// <summary>Asks it to end, as an operator would.</summary>
    public void Terminate()
    {
        if (IsAlive)
            Libc.Kill(Pid, Libc.SigTerm);
    }

    /// <summary>Waits until it is gone, or until the time is over: false then.</summary>
    public async Task<bool> WaitForEndAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        var deadline = DateTime.UtcNow + atMost;
        while (IsAlive)
        {
            if (DateTime.UtcNow > deadline)
                return false;
            await Task.Delay(10, cancellation);
        }
        return true;
    }

    /// <summary>Waits until it has ended, as it was asked to, and kills it when it has not in time.</summary>
    public async Task EndsAsync(CancellationToken cancellation)
    {
        if (!await WaitForEndAsync(EndPatience, cancellation))
            Kill();
    }

    /// <summary>Reads the id from a pidfile and answers with the process if it lives under the expected program name.</summary>
    public static bool TryFromPidFile(string path, string program, [NotNullWhen(true)] out ProcessIdentity? process)
    {
        process = null;
        try
        {
            if (int.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture, out var pid)
                && File.ReadAllText($"/proc/{pid}/comm").TrimEnd() == program)
                process = Of(pid);
        }
        catch (IOException)
        {
            // No pidfile or no process: there is none.
        }
        return process is not null;
    }
}
