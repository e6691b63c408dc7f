using System.Text;

namespace Naru.HostNetwork.Backends;

/// <summary>netplan: YAML from which it makes the files of systemd-networkd or NetworkManager.</summary>
internal sealed class NetplanBackend : Backend
{
    private const string Folder = "/etc/netplan";

    public override string Name => "netplan";

    public override string Title => "netplan";

    public override HostChange Bridge(BridgeRequest request)
    {
        var text = new StringBuilder("network:\n  version: 2\n");
        if (!request.Ports.IsEmpty)
        {
            text.Append("  ethernets:\n");
            foreach (var port in request.Ports)
                text.Append($"    {port}:\n      dhcp4: false\n      dhcp6: false\n");
        }
        text.Append($"  bridges:\n    {request.Name}:\n      interfaces: [{string.Join(", ", request.Ports.Items)}]\n");
        text.Append(request.Kind is BridgeKind.OpenVSwitch ? "      openvswitch: {}\n" : "      parameters:\n        stp: false\n        forward-delay: 0\n");
        text.Append($"      dhcp4: {(request.UsesDhcp ? "true" : "false")}\n");
        if (!request.Addresses.IsEmpty)
            text.Append($"      addresses: [{string.Join(", ", request.Addresses.Select(address => $"\"{address}\""))}]\n");
        if (request.Gateway is { } gateway)
            text.Append($"      routes:\n        - to: default\n          via: \"{gateway}\"\n");
        if (request.Mtu is { } mtu)
            text.Append($"      mtu: {mtu}\n");
        return new HostChange(
            $"Bridge {request.Name} by {Title}",
            [new HostFile($"{Folder}/90-{request.Name}.yaml", text.ToString()) { IsPrivate = true }],
            [HostCommand.Of("netplan", "apply")],
            [HostCommand.Of("netplan", "apply"), request.Kind is BridgeKind.OpenVSwitch ? OpenVSwitchCommands.Delete(request) : HostCommand.Of("ip", "link", "delete", request.Name)])
        {
            Remarks = request.Kind is BridgeKind.OpenVSwitch ? ["Open vSwitch in netplan needs systemd as init: netplan makes a unit for each bridge."] : [],
        };
    }
}
