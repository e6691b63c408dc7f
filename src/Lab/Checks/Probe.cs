using Naru.Lab.Processes;

namespace Naru.Lab.Checks;

/// <summary>Sends and receives packets as one of the instances or hosts.</summary>
public sealed class Probe(LabShell shell)
{
    /// <summary>How long an answer that is expected may take; generous, because the machine does other things too.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How long a program may take to start: machines that run a whole cloud are busy.</summary>
    public static readonly TimeSpan StartPatience = 2 * Patience;

    /// <summary>How long no answer must come for a packet to count as dropped.</summary>
    private const string Silence = "1";

    private const int TimedOut = 124;

    private const int MetadataPort = 80;
    private const string MetadataPath = "/openstack/latest/meta_data.json";
    private static readonly TimeSpan RefusedPause = TimeSpan.FromMilliseconds(200);

    public string Name => shell.Name;

    /// <summary>Whether an answer to a ping comes; further options are those of ping(8).</summary>
    public async Task<bool> PingsAsync(string address, CancellationToken cancellation, params string[] options) =>
        (await PingAsync(address, cancellation, options)).Succeeded;

    public Task<ToolResult> PingAsync(string address, CancellationToken cancellation, params string[] options) =>
        shell.RunAsync(["ping", "-n", "-c", "1", "-W", $"{Patience.TotalSeconds:0}", .. options, address], cancellation);

    /// <summary>Whether an address begins to answer in time.</summary>
    public async Task<bool> ComesToAnswerAsync(string address, CancellationToken cancellation)
    {
        for (var end = DateTime.UtcNow + Patience; DateTime.UtcNow < end;)
        {
            if ((await shell.RunAsync(["ping", "-n", "-c", "1", "-W", Silence, address], cancellation)).Succeeded)
                return true;
        }
        return false;
    }

    /// <summary>Whether pings stay without an answer.</summary>
    public async Task<bool> PingIsDroppedAsync(string address, CancellationToken cancellation) =>
        !(await shell.RunAsync(["ping", "-n", "-c", "3", "-i", "0.3", "-W", Silence, address], cancellation)).Succeeded;

    /// <summary>Fetches a page, waiting for it.</summary>
    public Task<ToolResult> FetchAsync(string address, int port, string path, CancellationToken cancellation) =>
        shell.RunAsync(Fetch($"{Patience.TotalSeconds:0}", address, port, path), cancellation);

    /// <summary>Fetches what the metadata says of the instance, again while it is refused, as instances do: on OVN a port is ACTIVE without its host's metadata.</summary>
    public async Task<ToolResult> FetchMetadataAsync(string address, CancellationToken cancellation)
    {
        for (var end = DateTime.UtcNow + Patience; ; await Task.Delay(RefusedPause, cancellation))
        {
            var answer = await FetchAsync(address, MetadataPort, MetadataPath, cancellation);
            if (answer.Succeeded || answer.ExitCode == TimedOut || DateTime.UtcNow > end)
                return answer;
        }
    }

    /// <summary>Whether a TCP connection is answered or refused in time: its packets arrive.</summary>
    public async Task<bool> TcpArrivesAsync(string address, int port, CancellationToken cancellation) =>
        (await FetchAsync(address, port, WebResponder.SeenPath, cancellation)).ExitCode != TimedOut;

    /// <summary>Whether a TCP connection is neither answered nor refused: its packets are dropped.</summary>
    public async Task<bool> TcpIsDroppedAsync(string address, int port, CancellationToken cancellation) =>
        (await shell.RunAsync(Fetch(Silence, address, port, WebResponder.SeenPath), cancellation)).ExitCode == TimedOut;

    public Task<string> ScriptAsync(string script, IReadOnlyDictionary<string, string> variables, CancellationToken cancellation) =>
        shell.ScriptAsync(script, variables, cancellation);

    public Task<ToolResult> RunAsync(IEnumerable<string> command, CancellationToken cancellation) => shell.RunAsync(command, cancellation);

    /// <summary>Lists the frames on a device that match a filter of pcap-filter(7), until it is disposed.</summary>
    public async Task<BackgroundTool> CaptureAsync(string device, string filter, CancellationToken cancellation)
    {
        // Line by line and frame by frame: a check waits for the first one.
        var capture = shell.Run(["tcpdump", "-nel", "--immediate-mode", "-Z", "root", "-i", device, filter]);
        await capture.WaitForErrorLineAsync("listening on", StartPatience, cancellation);
        return capture;
    }

    /// <summary>Answers HTTP on a port until it is disposed.</summary>
    public Task<BackgroundTool> ServeAsync(int port, CancellationToken cancellation) => WebResponder.StartAsync(shell, port, cancellation);

    private static string[] Fetch(string seconds, string address, int port, string path) =>
        ["timeout", seconds, "busybox", "wget", "-Y", "off", "-qO-", $"http://{address}:{port}{path}"];
}
