using System.Diagnostics;

namespace Naru.Switch.Specs;

/// <summary>An Open vSwitch of our own: database server and switch in a directory and a network namespace that vanish with it.</summary>
/// <remarks>
/// Bridges are of the userspace datapath: nothing is shared with another Open vSwitch of the machine. Needs root, for the
/// namespace and the tap of each bridge.
/// </remarks>
public sealed class PrivateSwitch : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly string[] Tools = ["ovsdb-tool", "ovsdb-server", "ovs-vswitchd", "ovs-vsctl", "ovs-ofctl", "ovs-appctl",
        "unshare"];

    private static int _started;

    private readonly List<Process> _daemons = [];

    private int _bridges;

    private PrivateSwitch(string directory) => Location = directory;

    /// <summary>The directory with the sockets, the database and the logs.</summary>
    public string Location { get; }

    /// <summary>The socket of the database server.</summary>
    public string DatabaseSocket => Path.Combine(Location, "db.sock");

    private string Database => $"unix:{DatabaseSocket}";

    /// <summary>The socket on which a bridge speaks OpenFlow to those who connect.</summary>
    public string ManagementSocket(string bridge) => Path.Combine(Location, $"{bridge}.mgmt");

    /// <summary>Why there can be no switch here; null if there can.</summary>
    public static string? WhyUnavailable()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return "Needs root on Linux, for a network namespace.";
        var missing = Tools.FirstOrDefault(tool => Search(tool) is null);
        return missing is null ? null : $"Open vSwitch is not installed: no '{missing}' in PATH.";
    }

    /// <param name="name">Begins the name of the directory, so that one that was left behind tells whose it is.</param>
    public static async Task<PrivateSwitch> StartAsync(string name)
    {
        var directory = Path.Combine(Path.GetTempPath(), $"{name}-{Environment.ProcessId}-{Interlocked.Increment(ref _started)}");
        Directory.CreateDirectory(directory);
        var privateSwitch = new PrivateSwitch(directory);
        try
        {
            await privateSwitch.StartAsync();
            return privateSwitch;
        }
        catch
        {
            await privateSwitch.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds a bridge that forwards nothing until it has flows.</summary>
    public async Task AddBridgeAsync(string bridge)
    {
        // With a datapath id that follows the ports the switch would end OpenFlow connections when it changes.
        await VsctlAsync("--", "add-br", bridge, "--",
            "set", "Bridge", bridge, "datapath_type=netdev", "fail_mode=secure", "protocols=OpenFlow10,OpenFlow13,OpenFlow14,OpenFlow15",
            $"other_config:datapath-id={++_bridges:x16}");
        await WaitForAsync(ManagementSocket(bridge));
    }

    /// <summary>Runs <c>ovs-vsctl</c> on the database.</summary>
    public Task<string> VsctlAsync(params string[] arguments) => RunAsync("ovs-vsctl", [$"--db={Database}", .. arguments]);

    /// <summary>Runs <c>ovs-ofctl</c> with OpenFlow 1.3.</summary>
    public Task<string> OfctlAsync(params string[] arguments) => RunAsync("ovs-ofctl", ["-O", "OpenFlow13", .. arguments]);

    /// <summary>Runs a tool that finds this switch and no other; its standard output.</summary>
    public async Task<string> RunAsync(string tool, params string[] arguments)
    {
        using var process = Start(tool, arguments, capture: true);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{tool} {string.Join(' ', arguments)}: {await errors}{await output}");
    }

    /// <summary>Ends the daemons, the switch first, and removes all they left.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var daemon in Enumerable.Reverse(_daemons))
        {
            daemon.Kill();
            await daemon.WaitForExitAsync();
            daemon.Dispose();
        }
        _daemons.Clear();
        if (Directory.Exists(Location))
            Directory.Delete(Location, recursive: true);
    }

    private async Task StartAsync()
    {
        var file = Path.Combine(Location, "conf.db");
        await RunAsync("ovsdb-tool", "create", file, "/usr/share/openvswitch/vswitch.ovsschema");
        _daemons.Add(Start("ovsdb-server", [file, $"--remote=p{Database}", .. Files("ovsdb-server")], capture: false));
        await WaitForAsync(DatabaseSocket);
        await VsctlAsync("--no-wait", "init");
        _daemons.Add(Start("unshare", ["--net", "ovs-vswitchd", Database, "--disable-system", .. Files("ovs-vswitchd")], capture: false));
        await WaitForAsync(Path.Combine(Location, "ovs-vswitchd.ctl"));
    }

    private string[] Files(string daemon) =>
    [
        $"--pidfile={Path.Combine(Location, $"{daemon}.pid")}",
        $"--unixctl={Path.Combine(Location, $"{daemon}.ctl")}",
        $"--log-file={Path.Combine(Location, $"{daemon}.log")}",
        "-vconsole:off",
    ];

    private Process Start(string tool, string[] arguments, bool capture)
    {
        var start = new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = capture, RedirectStandardError = capture };
        foreach (var variable in (string[])["OVS_RUNDIR", "OVS_DBDIR", "OVS_LOGDIR"])
            start.Environment[variable] = Location;
        return Process.Start(start) ?? throw new InvalidOperationException($"{tool} did not start.");
    }

    private static async Task WaitForAsync(string file)
    {
        for (var waited = Stopwatch.StartNew(); !File.Exists(file);)
        {
            if (waited.Elapsed > StartTimeout)
                throw new TimeoutException($"'{file}' did not appear in {StartTimeout.TotalSeconds} s.");
            await Task.Delay(20);
        }
    }

    private static string? Search(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder,
            tool)).FirstOrDefault(File.Exists);
}
