using Naru.Agent.Instances.Kernel;
using Naru.Primitives;
using Naru.Protocols.Netlink;

namespace Naru.Agent.Instances.Namespaced;

/// <summary>Goes into the file tree of a running instance: every path leads to what the instance sees there, and nowhere else.</summary>
internal static class CellEntry
{
    /// <param name="first">The instance's first process.</param>
    /// <param name="work">Runs on a thread of its own, and starts no other.</param>
    public static Result<Done> Enter(int first, Func<Result<Done>> work) => OnThread.Run(() => Go(first).Then(_ => work()));

    /// <summary>Runs a program of a running instance to its end. It is one of its processes, with no more rights than these.</summary>
    public static Result<Done> Run(int first, ControlGroup group, Spawn program) => Join(first, group, program.RunToEnd);

    /// <summary>Becomes one of a running instance's processes, with no more rights than these.</summary>
    /// <param name="work">Runs on a thread of its own, and starts no other but programs.</param>
    public static Result<Done> Join(int first, ControlGroup group, Func<Result<Done>> work) => OnThread.Run(() =>
    {
        OwnTime.Follow(first);
        using var processes = Libc.Open($"/proc/{first}/ns/pid", Libc.CloseOnExec, 0);
        using var network = Libc.Open($"/proc/{first}/ns/net", Libc.CloseOnExec, 0);
        using var names = Libc.Open($"/proc/{first}/ns/uts", Libc.CloseOnExec, 0);
        using var messages = Libc.Open($"/proc/{first}/ns/ipc", Libc.CloseOnExec, 0);
        return group.Enter().Then(_ => Go(first)).Then(_ =>
            Libc.SetNamespace(network, Libc.NewNetwork) < 0 || Libc.SetNamespace(names, Libc.NewHostName) < 0
                || Libc.SetNamespace(messages, Libc.NewIpc) < 0 || Libc.SetNamespace(processes, Libc.NewPid) < 0
                ? Errno.Last($"enter the namespaces of process {first}")
                : Privileges.Limit())
            .Then(_ => CallFilter.Apply())
            .Then(_ => work());
    });

    private static Result<Done> Go(int first)
    {
        using var mounts = Libc.Open($"/proc/{first}/ns/mnt", Libc.CloseOnExec, 0);
        return mounts.IsInvalid || Libc.Unshare(Libc.CloneFileSystem) < 0 || Libc.SetNamespace(mounts, Libc.NewMount) < 0
            ? Errno.Last($"enter the mount namespace of process {first}")
            : Done.Ok;
    }
}
