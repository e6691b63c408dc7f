using Naru.Lab.Processes;

namespace Naru.Lab.Specs;

/// <summary>A host to try things on: namespaces of its own, an /etc and a /var/lib that are written to in memory, and two free cards.</summary>
/// <remarks>All that runs in it ends with the script.</remarks>
internal static class ScratchHost
{
    private const string Settle = """
        mount -t proc proc /proc
        mount -t tmpfs -o mode=755 tmpfs /run
        mkdir -p /run/etc/upper /run/etc/work /run/lib/upper /run/lib/work /run/lock /run/dbus /run/network /run/systemd/netif /run/openvswitch
        mount -t sysfs sysfs /sys
        mount -t overlay -o lowerdir=/etc,upperdir=/run/etc/upper,workdir=/run/etc/work overlay /etc
        mount -t overlay -o lowerdir=/var/lib,upperdir=/run/lib/upper,workdir=/run/lib/work overlay /var/lib
        ip link set lo up
        for card in eth1 eth2; do ip link add $card type veth peer name far-$card; ip link set far-$card up; done
        """;

    public static async Task<string> RunAsync(string script)
    {
        var input = new ToolInput { Environment = new Dictionary<string, string> { ["NARU"] = CloudFixture.Program ?? "", ["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin" } };
        return await Tool.MustRunAsync(
            "unshare", ["--net", "--mount", "--uts", "--pid", "--fork", "--kill-child", "--", "sh", "-euc", $"{Settle}\n{script}"], input, default);
    }
}
