using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.SharedFileSystems.Storage;

namespace Naru.SharedFileSystems.Local;

/// <summary>The process of NFS-Ganesha, in a mount namespace of its own, and perhaps in another network.</summary>
/// <remarks>
/// Shares are mounted in that namespace alone. However the process ends, the kernel then unmounts them and frees their loop devices:
/// nothing can be left over. A server that starts takes over the process of one that was killed, so that clients do not notice.
/// </remarks>
internal sealed partial class NfsServer
{
    private const string Program = "ganesha.nfsd";
    private const string GivenUp = " :FATAL :";
    private const string ReadAll = "Reread exports complete";
    private const int Hangup = 1;
    private const int Kill = 9;
    private const int Terminate = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly string _pidFile;
    private readonly string _log;
    private readonly string? _networkNamespace;
    private readonly ILogger _logger;

    /// <summary>What a server before this one has left running is this one's from now on.</summary>
    public NfsServer(string directory, string? networkNamespace, ILogger log)
    {
        (_networkNamespace, _logger) = (networkNamespace, log);
        _pidFile = Path.Combine(directory, "ganesha.pid");
        _log = Path.Combine(directory, "ganesha.log");
        Configuration = Path.Combine(directory, "ganesha.conf");
        if (ReadPid() is not { } pid || !IsOurs(pid))
            return;
        Pid = pid;
        log.NfsServer(pid, "goes on");
    }

    public string Configuration { get; }

    public int Pid { get; private set; }

    public bool IsAlive => Pid > 0 && IsOurs(Pid);

    /// <summary>It is alive, and in the network where it belongs.</summary>
    public bool IsRunning => IsAlive && IsInNetwork(Pid);

    /// <summary>The files of a path as the process sees them.</summary>
    public string Seen(string path) => $"/proc/{Pid}/root{path}";

    /// <returns>Whether there was none before.</returns>
    public async Task<Result<bool>> EnsureAsync(CancellationToken cancellation)
    {
        if (IsRunning)
            return false;
        await StopAsync();
        if (_networkNamespace is { } missing && !File.Exists(missing))
            return new Error(ErrorKind.Unavailable, "NoNetwork", $"There is no network namespace {missing} (yet).");
        File.Delete(_pidFile);
        File.WriteAllText(_log, "");
        string[] command =
        [
            .. _networkNamespace is null ? [] : (string[])["nsenter", $"--net={_networkNamespace}"],
            "unshare", "--mount", "--propagation", "private", Program, "-F", "-f", Configuration, "-L", _log, "-p", _pidFile,
        ];
        // The shell goes and setsid stays: what the server starts with outlives it.
        var started = await Command.RunAsync(cancellation, "sh", ["-c", """setsid "$@" </dev/null >/dev/null 2>&1 &""", "sh", .. command]);
        if (!started.TryGet(out _, out var error))
            return error;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience; await Task.Delay(Pause, cancellation))
        {
            var said = File.ReadAllText(_log);
            if (said.Contains(GivenUp, StringComparison.Ordinal))
                return new Error(ErrorKind.Unavailable, "NfsServerFailed", $"{Program} ended when it was started: {Complaint(said) ?? LastWords()}");
            if (ReadPid() is { } own && IsOurs(own) && said.Contains("NFS SERVER INITIALIZED", StringComparison.Ordinal))
            {
                Pid = own;
                _logger.NfsServer(own, "started");
                return true;
            }
        }
        return new Error(ErrorKind.Unavailable, "NfsServerFailed", $"{Program} did not start within {Patience.TotalSeconds:0} s; its last words: {LastWords()}");
    }

    /// <summary>Has it read its configuration again, and waits until it has.</summary>
    public async Task<Result<Done>> RereadAsync(CancellationToken cancellation)
    {
        var before = new FileInfo(_log).Length;
        if (SendSignal(Pid, Hangup) != 0)
            return new Error(ErrorKind.Unavailable, "NfsServerGone", $"{Program} {Pid} is gone.");
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience && IsAlive; await Task.Delay(Pause, cancellation))
        {
            var said = SaidSince(before);
            if (!said.Contains(ReadAll, StringComparison.Ordinal))
                continue;
            return Complaint(said) is not { } complaint ? Done.Ok : new Error(ErrorKind.Unavailable, "NfsServerRefused", $"{Program} refused exports: {complaint}");
        }
        return new Error(ErrorKind.Unavailable, "NfsServerSilent", $"{Program} did not read its exports within {Patience.TotalSeconds:0} s; its last words: {LastWords()}");
    }

    /// <summary>Runs a program in its mount namespace.</summary>
    public Task<Result<string>> RunAsync(CancellationToken cancellation, params IReadOnlyList<string> command) =>
        Command.RunAsync(cancellation, "nsenter", ["--target", Pid.ToString(CultureInfo.InvariantCulture), "--mount", "--", .. command]);

    /// <summary>Ends it, and also one that was started and not waited for, which may not have written its id yet.</summary>
    public async Task StopAsync()
    {
        var ended = new HashSet<int>();
        for (var clock = Stopwatch.StartNew(); Running() is { Count: > 0 } running; await Task.Delay(Pause))
        {
            foreach (var pid in running)
            {
                if (ended.Add(pid))
                    _ = SendSignal(pid, Terminate);
                else if (clock.Elapsed > Patience / 4)
                    _ = SendSignal(pid, Kill);
            }
        }
        Pid = 0;
        foreach (var pid in ended)
            _logger.NfsServer(pid, "ended");
    }

    private List<int> Running() =>
    [
        .. from directory in Directory.EnumerateDirectories("/proc")
           let pid = int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var number) ? number : 0
           where pid > 0 && IsOurs(pid)
           select pid,
    ];

    private int? ReadPid() => File.Exists(_pidFile) && int.TryParse(File.ReadAllText(_pidFile), CultureInfo.InvariantCulture, out var pid) ? pid : null;

    /// <summary>An id may belong to another process by now; ours names its program and its configuration.</summary>
    private bool IsOurs(int pid)
    {
        try
        {
            // A zombie has no command line any more.
            var words = File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
            return words.Contains(Program) && words.Contains(Configuration);
        }
        catch (IOException)
        {
            return false;
        }
    }

    // A namespace that is not there says nothing.
    private bool IsInNetwork(int pid) => NetworkNamespace.AreSame(_networkNamespace ?? "/proc/self/ns/net", $"/proc/{pid}/ns/net") is not false;

    private string SaidSince(long offset)
    {
        using var file = new FileStream(_log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(offset, SeekOrigin.Begin);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }

    /// <summary>What it does not like in its configuration; null: nothing.</summary>
    private static string? Complaint(string said) =>
        said.Split('\n').FirstOrDefault(line => line.Contains(" :CRIT :", StringComparison.Ordinal) && line.Contains(":CONFIG :", StringComparison.Ordinal));

    private string LastWords() => File.Exists(_log) ? File.ReadLines(_log).LastOrDefault(line => line.Length > 0) ?? "none" : "none";

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int pid, int signal);
}
