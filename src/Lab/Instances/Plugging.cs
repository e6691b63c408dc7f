using Naru.Lab.Hosts;

namespace Naru.Lab.Instances;

/// <summary>Plugs an instance's network card into its host the way Nova's os-vif does.</summary>
public static class Plugging
{
    // A process for each device would take longer than all that is done: what there is to do is written down first, and one 'ip' does it.
    private const string AddTap = """
        {
        [ -e "/sys/class/net/tap$PORT" ] || echo "link add tap$PORT mtu $MTU type veth peer name eth0 address $MAC netns $INSTANCE_PID"
        echo "link set tap$PORT up"
        """;

    // The bridge forgets addresses at once (ageing 0), so that it floods between its two ports and a moved address is no matter.
    // It speaks no IPv6 itself (addrgenmode none: without a link-local address there is nothing to speak from).
    private const string AddLinuxBridge = """
        [ -e "/sys/class/net/qbr$PORT" ] || echo "link add qbr$PORT type bridge forward_delay 0 ageing_time 0 mcast_snooping 0"
        echo "link set qbr$PORT addrgenmode none"
        [ -e "/sys/class/net/qvo$PORT" ] || echo "link add qvo$PORT mtu $MTU type veth peer name qvb$PORT mtu $MTU"
        for device in "qvb$PORT" "qvo$PORT"; do echo "link set $device promisc on up"; done
        echo "link set qvb$PORT master qbr$PORT"
        echo "link set tap$PORT master qbr$PORT"
        echo "link set qbr$PORT mtu $MTU up"
        """;

    private const string Apply = "} | ip -batch -";

    // os-vif makes the bridge too when it is there before the agent. Nothing here needs to wait until the switch has taken it in: the agent does.
    private const string AddToSwitch = """
        ovs-vsctl --no-wait --may-exist add-br "$BRIDGE" -- set bridge "$BRIDGE" "datapath_type=$DATAPATH" \
            -- --may-exist add-port "$BRIDGE" "$DEVICE" -- set Interface "$DEVICE" "external_ids:iface-id=$PORT_ID" \
            external_ids:iface-status=active "external_ids:attached-mac=\"$MAC\"" "external_ids:vm-uuid=$INSTANCE_ID"
        """;

    // Out of the switch first: vswitchd spins on a port whose device is gone.
    private const string RemoveFromSwitch = "ovs-vsctl --if-exists del-port \"$DEVICE\"";

    private const string RemoveDevices = """
        for device in "tap$PORT" "qvo$PORT" "qbr$PORT"; do
            if [ -e "/sys/class/net/$device" ]; then ip link delete "$device"; fi
        done
        """;

    public static async Task PlugAsync(LabShell host, InstanceState instance, DatapathType datapath, CancellationToken cancellation)
    {
        string[] steps = instance.Port.Plug switch
        {
            PlugKind.Hybrid => [AddTap, AddLinuxBridge, Apply, AddToSwitch],
            PlugKind.Bridge => [AddTap, Apply],
            _ => [AddTap, Apply, AddToSwitch],
        };
        await host.ScriptAsync(string.Join('\n', steps), Variables(instance, datapath), cancellation);
    }

    public static async Task UnplugAsync(LabShell host, InstanceState instance, DatapathType datapath, CancellationToken cancellation) =>
        await host.ScriptAsync(instance.Port.Plug is PlugKind.Bridge ? RemoveDevices : $"{RemoveFromSwitch}\n{RemoveDevices}", Variables(instance, datapath), cancellation);

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
