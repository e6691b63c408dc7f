using System.Text;
using Naru.Agent.Instances.Kernel;

namespace Naru.Agent.Instances;

/// <summary>What an instance wrote to its console: the last of it is kept, whatever it writes.</summary>
internal static class ConsoleLog
{
    private const int Kept = 128 * 1024;
    private const int Most = 2 * Kept;

    // One reader a pipe: what two read at once would be in pieces.
    private static readonly Lock Reading = new();

    /// <summary>Takes over what was written since the last time.</summary>
    public static void Drain(InstanceFiles files)
    {
        Drain(files.ConsolePipe, files.ConsoleLog);
        Drain(files.MachineConsole, files.ConsoleLog);
    }

    private static void Drain(string from, string log)
    {
        lock (Reading)
        {
            using var pipe = Libc.Open(from, Libc.ReadOnly | Libc.NonBlocking | Libc.CloseOnExec, 0);
            if (pipe.IsInvalid)
                return;
            var buffer = new byte[64 * 1024];
            var length = Libc.Read(pipe, buffer, buffer.Length);
            if (length > 0)
                Append(log, buffer.AsSpan(0, (int)length));
        }
    }

    /// <summary>All that is kept, or its last lines.</summary>
    public static string Read(InstanceFiles files, int? lines)
    {
        Drain(files);
        var text = File.Exists(files.ConsoleLog) ? Encoding.UTF8.GetString(File.ReadAllBytes(files.ConsoleLog)) : "";
        if (lines is not { } wanted)
            return text;
        var all = text.TrimEnd('\n').Split('\n');
        return wanted <= 0 ? "" : string.Join('\n', all[Math.Max(0, all.Length - wanted)..]);
    }

    private static void Append(string path, ReadOnlySpan<byte> octets)
    {
        using var log = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        if (log.Length + octets.Length > Most)
        {
            var last = new byte[Math.Min(Kept, log.Length)];
            log.Seek(-last.Length, SeekOrigin.End);
            log.ReadExactly(last);
            log.SetLength(0);
            log.Write(last);
        }
        log.Seek(0, SeekOrigin.End);
        log.Write(octets);
    }
}
