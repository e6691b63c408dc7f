using System.Globalization;
using Naru.Lab.Processes;

namespace Naru.Lab.Hosts;

/// <summary>The network, mount and UTS namespace that make a process believe to be on a machine of its own.</summary>
/// <remarks>
/// A process of .NET has many threads and cannot change its mount namespace (setns(2)), so <c>unshare</c> and <c>nsenter</c>
/// do it. A sleeping process, the holder, keeps the namespaces when nothing else runs in them.
/// </remarks>
public static class HostNamespaces
{
    // /run is the host's own, so that 'ip netns list' and the sockets of Open vSwitch are. /sys shows the devices of the
    // namespace in which it was mounted: without a new one 'brctl show' would list the bridges of the machine. The control
    // groups below it are carried over.
    private const string Settle = """
        mount -t tmpfs -o mode=755 tmpfs /run
        mkdir -p /run/netns /run/openvswitch /run/lock /run/cgroup
        mount --rbind /sys/fs/cgroup /run/cgroup
        mount -t sysfs sysfs /sys
        mount --move /run/cgroup /sys/fs/cgroup
        rmdir /run/cgroup
        mount --bind "$HOST_FILES/openvswitch" /etc/openvswitch
        if [ -d /var/log/openvswitch ]; then mount --bind "$HOST_FILES/log" /var/log/openvswitch; fi
        hostname "$NARU_LAB_HOST"
        ip link set lo up
        """;

    private const string Hold = """
        setsid sleep infinity </dev/null >/dev/null 2>&1 &
        echo $!
        """;

    /// <summary>Makes the namespaces of a host, or returns the living ones; revives a lost holder from what still runs in them.</summary>
    public static async Task<ProcessIdentity> EnsureAsync(
        LabDirectory directory, string host, ProcessIdentity? holder, CancellationToken cancellation)
    {
        if (holder is { IsAlive: true })
            return holder;

        if (LabProcesses.Of(directory.Name, host).FirstOrDefault(IsSettled) is { } survivor)
            return await HoldAsync("nsenter", Entering(survivor), directory, host, Hold, cancellation);
        // Whatever else is left of the old host belongs to namespaces that are given up.
        await LabProcesses.KillAllAsync(() => LabProcesses.Of(directory.Name, host), cancellation);
        return await MakeAsync(directory, host, cancellation);
    }

    /// <summary>Makes a namespace with nothing but a network in it: the wires between the hosts.</summary>
    public static Task<ProcessIdentity> MakeNetworkAsync(LabDirectory directory, string name, CancellationToken cancellation) =>
        HoldAsync("unshare", ["--net", "--"], directory, name, Hold, cancellation);

    private static string[] Entering(ProcessIdentity holder) =>
        ["--target", holder.Pid.ToString(CultureInfo.InvariantCulture), "--net", "--mount", "--uts", "--"];

    private static Dictionary<string, string> Marks(LabDirectory directory, string host) => new()
    {
        [LabProcesses.LabVariable] = directory.Name,
        [LabProcesses.HostVariable] = host,
        ["HOST_FILES"] = directory.Host(host),
    };

    public static LabShell Shell(LabDirectory directory, string host, ProcessIdentity holder) =>
        new(host, holder, Entering(holder), Marks(directory, host));

    private static async Task<ProcessIdentity> MakeAsync(LabDirectory directory, string host, CancellationToken cancellation)
    {
        Directory.CreateDirectory($"{directory.Host(host)}/openvswitch");
        Directory.CreateDirectory($"{directory.Host(host)}/log");
        return await HoldAsync("unshare", ["--net", "--mount", "--uts", "--"], directory, host, $"{Settle}\n{Hold}", cancellation);
    }

    private static async Task<ProcessIdentity> HoldAsync(
        string program, string[] arguments, LabDirectory directory, string host, string script, CancellationToken cancellation)
    {
        var input = new ToolInput { Environment = Marks(directory, host) };
        var output = await Tool.MustRunAsync(program, [.. arguments, "sh", "-euc", script], input, cancellation);
        return ProcessIdentity.Of(int.Parse(output, CultureInfo.InvariantCulture))
            ?? throw new ToolFailedException($"The process that keeps the namespaces of '{host}' ended at once. Run 'naru down' and 'naru up'.");
    }

    /// <summary>Processes inside of routers and instances have a network of their own; only one that has the host's will do.</summary>
    private static bool IsSettled(ProcessIdentity process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Pid}/comm").TrimEnd() is "ovs-vswitchd" or "ovsdb-server" or "naru";
        }
        catch (IOException)
        {
            return false;
        }
    }
}
