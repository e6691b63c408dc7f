using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Naru.Primitives;

namespace Naru.Protocols.Netlink.Namespaces;

/// <summary>A Linux network namespace, held open: it lives at least as long as this object, even when its name is deleted.</summary>
/// <remarks>Named ones are those of iproute2 (<c>ip netns list</c>, <c>ip netns exec</c>): a file below <c>/run/netns</c>. Thread-safe.</remarks>
public sealed class NetworkNamespace : IDisposable
{
    private NetworkNamespace(SafeFileHandle descriptor, string name, ulong identity) =>
        (Descriptor, Name, Identity) = (descriptor, name, identity);

    /// <summary>What it was opened by: a name, a path, or <c>pid N</c>. For messages.</summary>
    public string Name { get; }

    /// <summary>The open descriptor, as <c>IFLA_NET_NS_FD</c> wants it.</summary>
    public SafeFileHandle Descriptor { get; }

    /// <summary>The kernel's number for it (the inode of <c>net:[4026531840]</c>): equal means the same namespace, whatever it was opened by.</summary>
    public ulong Identity { get; }

    /// <summary>Makes a namespace with a name, as <c>ip netns add</c> does. Its loopback link is down.</summary>
    /// <returns>The namespace, EEXIST if the name is taken, or EINVAL for a name that cannot be a file.</returns>
    public static Result<NetworkNamespace> Create(string name)
    {
        if (NamedNamespaces.Refusal(name) is { } refusal)
            return refusal;
        var created = NamedNamespaces.Create(name);
        return created.Succeeded ? Open(name) : created.Error;
    }

    /// <summary>Opens the one of this name, or makes it.</summary>
    public static Result<NetworkNamespace> Ensure(string name)
    {
        var created = Create(name);
        return created.Error is { Type: "EEXIST" } ? Open(name) : created;
    }

    /// <summary>Removes the name, as <c>ip netns delete</c> does; one that is not there is fine.</summary>
    /// <remarks>The namespace itself, with the links in it, goes away when its last process and descriptor do, a little later.</remarks>
    public static Result<Done> Delete(string name) => NamedNamespaces.Refusal(name) is { } refusal ? refusal : NamedNamespaces.Delete(name);

    /// <summary>The names of <c>ip netns list</c>, sorted.</summary>
    public static ImmutableArray<string> List() => NamedNamespaces.List();

    public static bool Exists(string name) => File.Exists(NamedNamespaces.PathOf(name));

    /// <summary>Opens the one with this name.</summary>
    public static Result<NetworkNamespace> Open(string name) =>
        NamedNamespaces.Refusal(name) is { } refusal ? refusal : Open(NamedNamespaces.PathOf(name), name);

    /// <summary>Opens the namespace a process is in.</summary>
    public static Result<NetworkNamespace> OfProcess(int pid) => Open($"/proc/{pid}/ns/net", $"pid {pid}");

    /// <summary>Opens a namespace by the path of its file.</summary>
    public static Result<NetworkNamespace> AtPath(string path) => Open(path, path);

    /// <summary>Whether two files are of one namespace; null: one of them cannot be opened.</summary>
    public static bool? AreSame(string path, string other)
    {
        if (!AtPath(path).TryGet(out var one, out _))
            return null;
        using (one)
        {
            if (!AtPath(other).TryGet(out var two, out _))
                return null;
            using (two)
                return one.Identity == two.Identity;
        }
    }

    /// <summary>Opens the namespace of the calling thread.</summary>
    public static Result<NetworkNamespace> Current() => Open(NamedNamespaces.OfThisThread, "current");

    /// <summary>Runs a function inside the namespace and gives what it returned. What it throws is thrown here.</summary>
    /// <remarks>
    /// It runs on a thread that only does this, so that no thread of the pool ever is in a foreign namespace. Sockets opened
    /// by it go on working in that namespace from anywhere. Do not start tasks, timers or asynchronous operations in it:
    /// they would continue outside, and a thread which the pool starts for them would stay inside.
    /// </remarks>
    /// <returns>An error only if the namespace cannot be entered.</returns>
    public Result<T> Run<T>(Func<T> function)
    {
        Result<T> result = default;
        NamespaceThread.Run(() => result = Libc.SetNamespace(Descriptor, Libc.CloneNewNetwork) < 0
            ? Errno.Last($"enter network namespace '{Name}'")
            : function());
        return result;
    }

    /// <summary>Runs a function that itself may fail; one result for both.</summary>
    public Result<T> Run<T>(Func<Result<T>> function) => Run<Result<T>>(function).Then(result => result);

    public void Dispose() => Descriptor.Dispose();

    public override string ToString() => Name;

    private static Result<NetworkNamespace> Open(string path, string name)
    {
        var descriptor = Libc.Open(path, Libc.OpenCloseOnExec, 0);
        if (descriptor.IsInvalid)
            return Errno.Last($"open network namespace '{name}' ({path})");
        Span<byte> status = stackalloc byte[Libc.ExtendedStatusLength];
        if (Libc.ExtendedStatus(descriptor, "", Libc.EmptyPath, Libc.StatusInode, status) == 0)
            return new NetworkNamespace(descriptor, name, MemoryMarshal.Read<ulong>(status[Libc.StatusInodeOffset..]));
        descriptor.Dispose();
        return Errno.Last($"identify network namespace '{name}' ({path})");
    }
}
