using System.Text;

namespace Naru.HostNetwork.Backends;

/// <summary>Debian's ifupdown: a file of its own below <c>interfaces.d</c>, read by <c>ifup</c> (interfaces(5), bridge-utils-interfaces(5)).</summary>
internal sealed class IfupdownBackend : Backend
{
    private const string Folder = "/etc/network/interfaces.d";

    public override string Name => "ifupdown";

    public override string Title => "ifupdown";

    public override HostChange Bridge(BridgeRequest request)
    {
        var isOpenVSwitch = request.Kind is BridgeKind.OpenVSwitch;
        var text = new StringBuilder();
        foreach (var port in request.Ports)
            text.Append(isOpenVSwitch ? $"allow-{request.Name} {port}\niface {port} inet manual\n    ovs_type OVSPort\n    ovs_bridge {request.Name}\n\n" : $"iface {port} inet manual\n\n");
        text.Append($"auto {request.Name}\n");
        var ports = request.Ports.IsEmpty ? "none" : string.Join(' ', request.Ports.Items);
        var own = isOpenVSwitch
            ? $"    ovs_type OVSBridge\n{(request.Ports.IsEmpty ? "" : $"    ovs_ports {ports}\n")}"
            : $"    bridge_ports {ports}\n    bridge_stp off\n    bridge_fd 0\n";
        AppendStanzas(text, request, own);
        return new HostChange(
            $"Bridge {request.Name} by {Title}",
            [new HostFile($"{Folder}/{request.Name}", text.ToString())],
            [HostCommand.Of("ifup", request.Name)],
            isOpenVSwitch ? [OpenVSwitchCommands.Delete(request)] : [HostCommand.Of("ip", "link", "delete", request.Name)])
        {
            Remarks = [isOpenVSwitch ? "ifupdown learns of Open vSwitch from the package openvswitch-switch." : "ifupdown learns of bridges from the package bridge-utils.",
                "/etc/network/interfaces must say 'source /etc/network/interfaces.d/*', as Debian's does."],
        };
    }

    // The words of the bridge stand in its first stanza; further ones add addresses.
    private static void AppendStanzas(StringBuilder text, BridgeRequest request, string own)
    {
        if (request.Addresses.IsEmpty)
        {
            text.Append($"iface {request.Name} inet {(request.UsesDhcp ? "dhcp" : "manual")}\n{own}{Mtu(request)}");
            return;
        }
        var isFirst = true;
        foreach (var address in request.Addresses)
        {
            text.Append($"iface {request.Name} {(address.Address.IsV6 ? "inet6" : "inet")} static\n    address {address}\n");
            if (request.Gateway is { } gateway && gateway.IsV6 == address.Address.IsV6 && address.Prefix.Contains(gateway))
                text.Append($"    gateway {gateway}\n");
            if (isFirst)
                text.Append($"{own}{Mtu(request)}");
            isFirst = false;
        }
    }

    private static string Mtu(BridgeRequest request) => request.Mtu is { } mtu ? $"    mtu {mtu}\n" : "";
}
