using Naru.Primitives;
using Naru.Protocols.Netlink;

namespace Naru.Agent.Instances.Kernel;

/// <summary>What the root user of an instance may do of what root may do on a host: capabilities(7).</summary>
internal static class Privileges
{
    private const int ReadBound = 23;
    private const int DropBound = 24;
    private const int Ambient = 47;
    private const nuint ClearAmbient = 4;
    private const int LastPossible = 63;

    /// <summary>
    /// Its own files, users, processes and network, and to end itself (<c>CAP_SYS_BOOT</c>, which in a namespace of processes ends that one only).
    /// Not: devices, modules, mounts, clocks, tracing, the kernel's log.
    /// </summary>
    private static readonly (int Number, string Name)[] Kept =
    [
        (0, "CHOWN"), (1, "DAC_OVERRIDE"), (3, "FOWNER"), (4, "FSETID"), (5, "KILL"), (6, "SETGID"), (7, "SETUID"), (8, "SETPCAP"),
        (10, "NET_BIND_SERVICE"), (11, "NET_BROADCAST"), (12, "NET_ADMIN"), (13, "NET_RAW"), (15, "IPC_OWNER"), (18, "SYS_CHROOT"),
        (22, "SYS_BOOT"), (29, "AUDIT_WRITE"), (31, "SETFCAP"),
    ];

    /// <summary>The next program that this thread starts, and all that come from it, have no others. The thread itself keeps what it has.</summary>
    public static Result<Done> Limit()
    {
        for (var capability = 0; capability <= LastPossible; capability++)
        {
            // EINVAL: the kernel knows none of this number, nor of larger ones.
            var held = Libc.Control(ReadBound, (nuint)capability, 0, 0, 0);
            if (held < 0)
                break;
            if (held > 0 && Kept.All(kept => kept.Number != capability) && Libc.Control(DropBound, (nuint)capability, 0, 0, 0) < 0)
                return Errno.Last($"drop capability {capability}");
        }
        return Libc.Control(Ambient, ClearAmbient, 0, 0, 0) < 0 ? Errno.Last("drop ambient capabilities") : Done.Ok;
    }
}
