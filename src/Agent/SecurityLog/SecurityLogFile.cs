using System.Globalization;
using Microsoft.Extensions.Logging;
using Naru.NodeContract;

namespace Naru.Agent.SecurityLog;

/// <summary>Writes a line for each decision that is to be logged: into a file of its own, or else into the agent's log.</summary>
/// <remarks>Thread-safe: both firewalls of a host may write.</remarks>
internal sealed class SecurityLogFile(string? path, TimeProvider time, ILogger<SecurityLogFile> log) : IDisposable
{
    /// <summary>The file is put aside as <c>….1</c> at this size, in place of an older one.</summary>
    private const long LargestFile = 64 << 20;

    // Guards the writer.
    private readonly Lock _lock = new();
    private StreamWriter? _writer;

    public void Write(NodeView view, LogMark mark, string packet)
    {
        var logs = LoggedPorts.LogsOf(view, mark).ToList();
        // A copy that was under way when its log was switched off.
        if (logs.Count == 0)
            return;
        var line = $"action={(mark.IsAccepted ? "ACCEPT" : "DROP")} project_id={view.Ports.Find(mark.PortId)?.ProjectId} "
            + $"log_resource_ids=[{string.Join(", ", logs.Select(entry => entry.Id))}] vm_port={mark.PortId} rule={mark.Rule} pkt={packet}";
        if (path is null)
            log.Decided(line);
        else
            Append(path, $"{time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)} {line}");
    }

    public void Dispose()
    {
        lock (_lock)
            _writer?.Dispose();
    }

    private void Append(string file, string line)
    {
        lock (_lock)
        {
            try
            {
                if (_writer is { BaseStream.Length: > LargestFile })
                {
                    _writer.Dispose();
                    _writer = null;
                    File.Move(file, file + ".1", overwrite: true);
                }
                _writer ??= new StreamWriter(file, append: true) { AutoFlush = true };
                _writer.WriteLine(line);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                log.FileNotWritten(file, exception.Message, line);
                _writer = null;
            }
        }
    }
}
