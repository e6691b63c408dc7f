using System.Globalization;
using Naru.Lab.Processes;

namespace Naru.Lab.Instances;

/// <summary>The namespaces of a light instance: network, mount, UTS and processes of its own, the programs of the machine.</summary>
public static class InstanceNamespaces
{
    // /proc still is the machine's when the first line reads it: that is how the first process of the instance learns its id
    // outside. /etc is written to in memory only. The shell stays as first process and reaps what others leave behind.
    private const string Boot = """
        read -r pid rest </proc/self/stat
        mount -t proc proc /proc
        mount -t tmpfs -o mode=755 tmpfs /run
        mount -t sysfs sysfs /sys
        mkdir -p /run/etc/upper /run/etc/work /run/lock
        mount -t overlay -o lowerdir=/etc,upperdir=/run/etc/upper,workdir=/run/etc/work overlay /etc
        rm -f /etc/resolv.conf
        echo "$INSTANCE" >/etc/hostname
        printf '127.0.0.1 localhost\n127.0.1.1 %s\n' "$INSTANCE" >/etc/hosts
        : >/etc/resolv.conf
        hostname "$INSTANCE"
        ip link set lo up
        echo "$pid"
        exec >/dev/null
        sleep infinity &
        wait
        """;

    private const string Start = """
        rm -f "$FILES/ready" "$FILES/lease"
        mkfifo "$FILES/ready"
        setsid unshare --net --mount --uts --pid --fork --kill-child sh -euc "$BOOT" </dev/null >"$FILES/ready" 2>"$FILES/boot.log" &
        read -r pid <"$FILES/ready" || { cat "$FILES/boot.log" >&2; exit 1; }
        rm "$FILES/ready"
        echo "$pid"
        """;

    public static async Task<ProcessIdentity> MakeAsync(LabDirectory directory, string host, string name, CancellationToken cancellation)
    {
        Directory.CreateDirectory(directory.Instance(name));
        var environment = new Dictionary<string, string>(Marks(directory, host, name)) { ["BOOT"] = Boot };
        var pid = await Tool.MustRunAsync("sh", ["-euc", Start], new ToolInput { Environment = environment }, cancellation);
        return ProcessIdentity.Of(int.Parse(pid, CultureInfo.InvariantCulture))
            ?? throw new ToolFailedException($"The instance '{name}' ended while it started: see {directory.Instance(name)}/boot.log.");
    }

    public static LabShell Shell(LabDirectory directory, InstanceState instance) => new(
        instance.Name,
        instance.Holder,
        ["--target", $"{instance.Holder.Pid}", "--net", "--mount", "--uts", "--pid", "--"],
        Marks(directory, instance.Host, instance.Name));

    private static Dictionary<string, string> Marks(LabDirectory directory, string host, string name) => new()
    {
        [LabProcesses.LabVariable] = directory.Name,
        [LabProcesses.HostVariable] = host,
        ["INSTANCE"] = name,
        ["FILES"] = directory.Instance(name),
    };
}
