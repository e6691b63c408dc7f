using Naru.Lab.Hosts;

namespace Naru.Lab.Instances;

/// <summary>Plugs an instance's network card into its host the way Nova's os-vif does.</summary>
public static class Plugging
{
    private const string AddTap = """
        [ -e "/sys/class/net/tap$PORT" ] || ip link add "tap$PORT" mtu "$MTU" type veth peer name eth0 address "$MAC" netns "$INSTANCE_PID"
        ip link set "tap$PORT" up
        """;

    // The bridge forgets addresses at once (ageing 0), so that it floods between its two ports and a moved address is no matter.
    private const string AddLinuxBridge = """
        [ -e "/sys/class/net/qbr$PORT" ] || ip link add "qbr$PORT" type bridge forward_delay 0 ageing_time 0 mcast_snooping 0
        echo 1 >"/proc/sys/net/ipv6/conf/qbr$PORT/disable_ipv6"
        [ -e "/sys/class/net/qvo$PORT" ] || ip link add "qvo$PORT" mtu "$MTU" type veth peer name "qvb$PORT" mtu "$MTU"
        for device in "qvb$PORT" "qvo$PORT"; do ip link set "$device" promisc on up; done
        ip link set "qvb$PORT" master "qbr$PORT"
        ip link set "tap$PORT" master "qbr$PORT"
        ip link set "qbr$PORT" mtu "$MTU" up
        """;

    // os-vif makes the bridge too when it is there before the agent.
    private const string AddToSwitch = """
        ovs-vsctl --may-exist add-br "$BRIDGE" -- set bridge "$BRIDGE" "datapath_type=$DATAPATH" \
            -- --may-exist add-port "$BRIDGE" "$DEVICE" -- set Interface "$DEVICE" "external_ids:iface-id=$PORT_ID" \
            external_ids:iface-status=active "external_ids:attached-mac=\"$MAC\"" "external_ids:vm-uuid=$INSTANCE_ID"
        """;

    // Out of the switch first: vswitchd spins on a port whose device is gone.
    private const string Remove = """
        ovs-vsctl --if-exists del-port "$DEVICE"
        for device in "tap$PORT" "qvo$PORT" "qbr$PORT"; do
            if [ -e "/sys/class/net/$device" ]; then ip link delete "$device"; fi
        done
        """;

    public static async Task PlugAsync(LabShell host, InstanceState instance, DatapathType datapath, CancellationToken cancellation)
    {
        string[] steps = instance.Port.Plug is PlugKind.Hybrid
            ? [AddTap, AddLinuxBridge, AddToSwitch]
            : [AddTap, AddToSwitch];
        await host.ScriptAsync(string.Join('\n', steps), Variables(instance, datapath), cancellation);
    }

    public static async Task UnplugAsync(LabShell host, InstanceState instance, DatapathType datapath, CancellationToken cancellation) =>
        await host.ScriptAsync(Remove, Variables(instance, datapath), cancellation);

    private static Dictionary<string, string> Variables(InstanceState instance, DatapathType datapath)
    {
        var port = instance.Port;
        return new()
        {
            ["BRIDGE"] = port.Bridge,
            ["DATAPATH"] = datapath.Name(),
            ["DEVICE"] = port.Plug is PlugKind.Hybrid ? $"qvo{port.ShortId}" : port.Tap,
            ["INSTANCE_ID"] = instance.Id,
            ["INSTANCE_PID"] = $"{instance.Holder.Pid}",
            ["MAC"] = port.MacAddress,
            ["MTU"] = $"{port.Mtu}",
            ["PORT"] = port.ShortId,
            ["PORT_ID"] = port.Id,
        };
    }
}
