using Naru.Lab.Processes;

namespace Naru.Lab.Instances;

/// <summary>Ends the instances that the agents of a lab ran: they do not carry the lab's name, since nothing of a host is in an instance.</summary>
internal static class InstanceLeftovers
{
    // A host's directory of instances has one directory each, named by the id that is in the names of its control groups. Its disks are
    // shown by loop devices, which outlive all processes.
    private const string End = """
        for directory in "$HOSTS"/*/instances/*-*-*-*-*; do
            [ -d "$directory" ] || continue
            id=${directory##*/}
            for group in /sys/fs/cgroup/naru-"$id"@* /sys/fs/cgroup/*/naru-"$id"@*; do
                [ -d "$group" ] || continue
                if [ -e "$group/freezer.state" ]; then echo THAWED >"$group/freezer.state"; fi
                if [ -e "$group/cgroup.freeze" ]; then echo 0 >"$group/cgroup.freeze"; fi
            done
            for group in /sys/fs/cgroup/naru-"$id"@* /sys/fs/cgroup/*/naru-"$id"@*; do
                [ -d "$group" ] || continue
                tries=0
                while [ -n "$(cat "$group/cgroup.procs")" ] && [ $tries -lt 200 ]; do
                    for pid in $(cat "$group/cgroup.procs"); do kill -KILL "$pid" 2>/dev/null || true; done
                    tries=$((tries + 1))
                    sleep 0.02
                done
                rmdir "$group" 2>/dev/null || true
            done
        done
        for backing in /sys/block/loop*/loop/backing_file; do
            [ -e "$backing" ] || continue
            device=${backing#/sys/block/}
            device=${device%%/*}
            case "$(cat "$backing")  $LOOPS " in
            "$HOSTS"/*/instances/* | "/disk "*" $device "*) losetup -d "/dev/$device" || true ;;
            esac
        done
        """;

    /// <summary>The loop devices of the disks. One of a volume that is elsewhere forgets where it is from once the process that fetches the volume has ended, so they are to be asked for before.</summary>
    public static IReadOnlyList<string> LoopDevices(LabDirectory directory) =>
        [.. Directory.EnumerateDirectories("/sys/block", "loop*").Where(device => IsOf(directory, device)).Select(device => Path.GetFileName(device))];

    /// <param name="loopDevices">Those that there were while the processes of the lab lived.</param>
    public static async Task EndAsync(LabDirectory directory, IReadOnlyList<string> loopDevices, CancellationToken cancellation) => await Tool.MustRunAsync(
        "sh", ["-euc", End],
        new ToolInput { Environment = new Dictionary<string, string> { ["HOSTS"] = HostsOf(directory), ["LOOPS"] = string.Join(' ', loopDevices) } }, cancellation);

    private static bool IsOf(LabDirectory directory, string device)
    {
        try
        {
            return File.ReadAllText($"{device}/loop/backing_file").StartsWith($"{HostsOf(directory)}/", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // It shows nothing, or has been detached meanwhile.
            return false;
        }
    }

    private static string HostsOf(LabDirectory directory) => $"{directory.Path}/hosts";
}
