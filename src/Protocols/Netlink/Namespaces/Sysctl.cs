using System.Text;
using Naru.Primitives;

namespace Naru.Protocols.Netlink.Namespaces;

/// <summary>The kernel's parameters of a network namespace: files below <c>/proc/sys/net</c>.</summary>
/// <remarks>
/// Which namespace such a file belongs to is decided by the thread that looks it up, not by the mount: that is why
/// everything here happens inside of the namespace. Keys are written with slashes (<c>net/ipv4/conf/qg-1/rp_filter</c>),
/// because names of links may contain dots. <c>net/bridge</c> is that of a bridge link: <c>BridgeLink.CallIptables</c>.
/// </remarks>
public static class Sysctl
{
    /// <summary>Writes parameters in order; the first that is refused ends it, and its key is in the error.</summary>
    public static Result<Done> Write(NetworkNamespace home, params IReadOnlyList<SysctlSetting> settings) => home.Run(() =>
    {
        foreach (var setting in settings)
        {
            if (Write(setting, home) is { } error)
                return error;
        }
        return Done.Ok;
    });

    /// <summary>The value, without the line's end. ENOENT if the namespace has no such parameter.</summary>
    public static Result<string> Read(NetworkNamespace home, string key) => home.Run(() => Read(key, home));

    private static Error? Write(SysctlSetting setting, NetworkNamespace home)
    {
        using var file = Libc.Open(PathOf(setting.Key), Libc.OpenWriteOnly | Libc.OpenCloseOnExec, 0);
        var value = Encoding.UTF8.GetBytes(setting.Value);
        return file.IsInvalid || Libc.Write(file, value, value.Length) < 0
            ? Errno.Last($"set {setting.Key} to '{setting.Value}' in network namespace '{home}'")
            : null;
    }

    private static Result<string> Read(string key, NetworkNamespace home)
    {
        using var file = Libc.Open(PathOf(key), Libc.OpenCloseOnExec, 0);
        var value = new byte[4096];
        var length = file.IsInvalid ? -1 : (int)Libc.Read(file, value, value.Length);
        return length < 0
            ? Errno.Last($"read {key} of network namespace '{home}'")
            : Encoding.UTF8.GetString(value, 0, length).TrimEnd('\n');
    }

    private static string PathOf(string key) => $"/proc/sys/{key}";
}
