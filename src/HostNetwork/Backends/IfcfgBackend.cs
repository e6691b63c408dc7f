using System.Text;

namespace Naru.HostNetwork.Backends;

/// <summary>The network scripts of RHEL and its kin before NetworkManager's keyfiles: <c>ifcfg-…</c>, read by <c>ifup</c>.</summary>
internal sealed class IfcfgBackend : Backend
{
    private const string Folder = "/etc/sysconfig/network-scripts";

    public override string Name => "ifcfg";

    public override string Title => "ifcfg files";

    public override HostChange Bridge(BridgeRequest request)
    {
        var isOpenVSwitch = request.Kind is BridgeKind.OpenVSwitch;
        HostFile[] files =
        [
            File(request.Name, isOpenVSwitch ? "DEVICETYPE=ovs\nTYPE=OVSBridge\n" : "TYPE=Bridge\nSTP=off\nDELAY=0\n", Addresses(request)),
            .. request.Ports.Select(port => File(
                port, isOpenVSwitch ? $"DEVICETYPE=ovs\nTYPE=OVSPort\nOVS_BRIDGE={request.Name}\n" : $"TYPE=Ethernet\nBRIDGE={request.Name}\n", "BOOTPROTO=none\n")),
        ];
        return new HostChange(
            $"Bridge {request.Name} by {Title}",
            [.. files],
            [.. request.Ports.Select(port => HostCommand.Of("ifup", port)), HostCommand.Of("ifup", request.Name)],
            isOpenVSwitch ? [HostCommand.Of("ovs-vsctl", "--if-exists", "del-br", request.Name)] : [HostCommand.Of("ip", "link", "delete", request.Name)])
        {
            Remarks = ["The scripts are in the package network-scripts, and those of Open vSwitch in openvswitch; NM_CONTROLLED=no keeps NetworkManager out."],
        };
    }

    private static HostFile File(string device, string type, string rest) =>
        new($"{Folder}/ifcfg-{device}", $"DEVICE={device}\n{type}ONBOOT=yes\nNM_CONTROLLED=no\n{rest}");

    // The first address of IPv4 has no number, the others have one; those of IPv6 have words of their own.
    private static string Addresses(BridgeRequest request)
    {
        var text = new StringBuilder($"BOOTPROTO={(request.UsesDhcp ? "dhcp" : "none")}\n");
        var number = 0;
        foreach (var address in request.Addresses.Where(address => address.Address.IsV4))
        {
            var suffix = number++ == 0 ? "" : $"{number - 1}";
            text.Append($"IPADDR{suffix}={address.Address}\nPREFIX{suffix}={address.Length}\n");
        }
        var sixth = request.Addresses.Items.Where(address => address.Address.IsV6).Select(address => address.ToString()).ToList();
        if (sixth.Count > 0)
            text.Append($"IPV6INIT=yes\nIPV6ADDR={sixth[0]}\n");
        if (sixth.Count > 1)
            text.Append($"IPV6ADDR_SECONDARIES=\"{string.Join(' ', sixth.Skip(1))}\"\n");
        if (request.Gateway is { } gateway)
            text.Append($"{(gateway.IsV6 ? "IPV6_DEFAULTGW" : "GATEWAY")}={gateway}\n");
        if (request.Mtu is { } mtu)
            text.Append($"MTU={mtu}\n");
        return text.ToString();
    }
}
