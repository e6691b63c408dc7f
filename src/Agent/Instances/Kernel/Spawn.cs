using Naru.Primitives;
using Naru.Protocols.Netlink;

namespace Naru.Agent.Instances.Kernel;

/// <summary>A program to be started with all that the calling thread has: its namespaces, root, control groups, capabilities and filters.</summary>
/// <remarks>
/// These belong to threads, not to processes, and a new process has those of the thread that starts it. .NET's own way to start one does
/// not say which thread that is; <c>posix_spawn(3)</c> is this one, and nothing of .NET runs in the child before the program does.
/// </remarks>
internal sealed record Spawn(string Program, IReadOnlyList<string> Arguments)
{
    // Generous for the opaque structures of libc: posix_spawn_file_actions_t has 80 bytes, posix_spawnattr_t 336.
    private const int ActionsLength = 256;
    private const int AttributesLength = 512;
    private const int SignalSetLength = 128;
    private const short SetDefaultSignals = 0x4;
    private const short SetSignalMask = 0x8;
    private const short SetSession = 0x80;
    private const int GateDescriptor = 3;

    /// <summary>For standard output and errors; the input is empty.</summary>
    public string Output { get; init; } = "/dev/null";

    /// <summary>The standard input.</summary>
    public string Input { get; init; } = "/dev/null";

    /// <summary>A FIFO: the program starts when somebody opens it for writing. The calling thread waits as long.</summary>
    public string? Gate { get; init; }

    public IReadOnlyList<string> Environment { get; init; } = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "TERM=linux"];

    /// <summary>Starts it and gives its id.</summary>
    public Result<int> Run()
    {
        Span<byte> actions = stackalloc byte[ActionsLength];
        Span<byte> attributes = stackalloc byte[AttributesLength];
        Span<byte> all = stackalloc byte[SignalSetLength], none = stackalloc byte[SignalSetLength];
        all.Fill(0xff);
        none.Clear();
        Libc.InitializeActions(actions);
        try
        {
            Libc.AddOpen(actions, 0, Input, Libc.ReadOnly, 0);
            // Read and write: so opening a FIFO waits for nobody, and writing to it never fails for want of a reader.
            Libc.AddOpen(actions, 1, Output, Libc.ReadWrite | Libc.Append, 0);
            Libc.AddDuplicate(actions, 1, 2);
            if (Gate is not null)
            {
                Libc.AddOpen(actions, GateDescriptor, Gate, Libc.ReadOnly, 0);
                Libc.AddClose(actions, GateDescriptor);
            }
            Libc.InitializeAttributes(attributes);
            Libc.SetFlags(attributes, SetDefaultSignals | SetSignalMask | SetSession);
            Libc.SetDefaultSignals(attributes, all);
            Libc.SetSignalMask(attributes, none);
            var failed = Libc.Spawn(out var pid, Program, actions, attributes, [Program, .. Arguments, null], [.. Environment, null]);
            return failed == 0 ? pid : Errno.ToError(failed, $"start '{Program}'");
        }
        finally
        {
            Libc.DestroyActions(actions);
        }
    }

    /// <summary>Runs it to its end.</summary>
    public Result<Done> RunToEnd()
    {
        if (!Run().TryGet(out var pid, out var error))
            return error;
        if (Libc.Wait(pid, out var status, 0) < 0)
            return Errno.Last($"wait for '{Program}'");
        return status == 0
            ? Done.Ok
            : new Error(ErrorKind.Unavailable, "ProgramFailed", $"'{Program} {string.Join(' ', Arguments)}' ended with {(status & 0x7f) switch { 0 => $"code {status >> 8 & 0xff}", var signal => $"signal {signal}" }}.");
    }
}
