using Naru.Lab;
using Naru.Lab.Hosts;
using Naru.Lab.Instances;

namespace Naru.Bench.DataPlane;

/// <summary>What the same hosts do without a cloud: namespaces on a bridge that only forwards, with one tunnel between two hosts.</summary>
/// <param name="isLinuxBridge">A bridge of the kernel with its VXLAN; else one of the host's Open vSwitch.</param>
/// <param name="type">The type of the networks that it is compared with.</param>
public sealed class BareBridge(MeasuredLab lab, bool isLinuxBridge, string type, int mtu)
{
    // Numbers that the cloud of this lab does not come to.
    private const int Number = 4_000_000;
    private const int Vlan = 3000;
    private const int LinuxPort = 4790;

    private const string AddCard = """
        ip link add "bare$INDEX" mtu "$MTU" type veth peer name eth0 netns "$HOLDER" mtu "$MTU"
        ip link set "bare$INDEX" up
        """;

    private const string IntoLinuxBridge = """
        [ -e /sys/class/net/bare ] || ip link add bare mtu "$MTU" type bridge mcast_snooping 0
        ip link set bare up
        ip link set "bare$INDEX" master bare
        [ -e /sys/class/net/bare-vxlan ] || ip link add bare-vxlan mtu "$MTU" type vxlan id "$NUMBER" remote "$REMOTE" dstport "$LINUX_PORT"
        ip link set bare-vxlan master bare up
        """;

    private const string IntoSwitch = """
        ovs-vsctl --may-exist add-br br-bare -- set bridge br-bare "datapath_type=$DATAPATH" -- add-port br-bare "bare$INDEX" \
            -- --may-exist add-port br-bare bare-tunnel -- set interface bare-tunnel "type=$TYPE" "options:remote_ip=$REMOTE" "options:key=$NUMBER"
        """;

    // The card of the provider network is in this bridge.
    private const string IntoExternalBridge = """
        ovs-vsctl add-port br-ex "bare$INDEX" "tag=$VLAN"
        """;

    private int _count;

    /// <summary>A namespace on the bridge of a host, with a card and an address.</summary>
    /// <param name="other">The host at the other end of the tunnel.</param>
    public async Task<(LabShell Shell, string Address)> AddAsync(string host, string other, CancellationToken cancellation)
    {
        var index = ++_count;
        var name = $"bare-{index}";
        var holder = await InstanceNamespaces.MakeAsync(lab.Directory, host, name, cancellation);
        var into = isLinuxBridge ? IntoLinuxBridge : type == "vlan" ? IntoExternalBridge : IntoSwitch;
        await lab.Host(host).ScriptAsync($"{AddCard}\n{into}", new Dictionary<string, string>
        {
            ["INDEX"] = $"{index}",
            ["MTU"] = $"{mtu}",
            ["HOLDER"] = $"{holder.Pid}",
            ["NUMBER"] = $"{Number}",
            ["VLAN"] = $"{Vlan}",
            ["LINUX_PORT"] = $"{LinuxPort}",
            ["TYPE"] = type,
            ["REMOTE"] = lab.HostState(other).Host.UnderlayAddress!,
            ["DATAPATH"] = lab.State.Datapath.Name(),
        }, cancellation);
        var shell = InstanceNamespaces.Shell(lab.Directory, new InstanceState(name, name, host, new InstancePort("", "", mtu, PlugKind.Direct), holder));
        var address = $"10.78.0.{index}";
        await shell.ScriptAsync("ip address add \"$ADDRESS/24\" dev eth0; ip link set eth0 up", new Dictionary<string, string> { ["ADDRESS"] = address }, cancellation);
        return (shell, address);
    }
}
