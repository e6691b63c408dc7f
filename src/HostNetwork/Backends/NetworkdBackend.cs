using System.Text;

namespace Naru.HostNetwork.Backends;

/// <summary>systemd-networkd: <c>.netdev</c> makes a bridge, <c>.network</c> says what belongs to it and what its addresses are.</summary>
/// <remarks>It makes no Open vSwitch bridges. Open vSwitch keeps its own itself, so that only addresses are networkd's.</remarks>
internal sealed class NetworkdBackend : Backend
{
    private const string Folder = "/etc/systemd/network";

    public override string Name => "networkd";

    public override string Title => "systemd-networkd";

    public override HostChange Bridge(BridgeRequest request) => request.Kind is BridgeKind.Linux
        ? new HostChange(
            $"Bridge {request.Name} by {Title}",
            [
                new HostFile($"{Folder}/30-{request.Name}.netdev", $"[NetDev]\nName={request.Name}\nKind=bridge\n{Mtu(request)}\n[Bridge]\nSTP=no\nForwardDelaySec=0\n"),
                .. request.Ports.Select(port => new HostFile($"{Folder}/30-{request.Name}-{port}.network", $"[Match]\nName={port}\n\n[Network]\nBridge={request.Name}\n")),
                NetworkOf(request),
            ],
            [HostCommand.Of("networkctl", "reload")],
            [HostCommand.Of("networkctl", "reload"), HostCommand.Of("networkctl", "delete", request.Name)])
        : new HostChange(
            $"Bridge {request.Name} by Open vSwitch, its addresses by {Title}",
            [NetworkOf(request)],
            [OpenVSwitchCommands.Add(request), HostCommand.Of("networkctl", "reload")],
            [OpenVSwitchCommands.Delete(request), HostCommand.Of("networkctl", "reload")]);

    private static HostFile NetworkOf(BridgeRequest request)
    {
        var text = new StringBuilder($"[Match]\nName={request.Name}\n\n[Network]\nLinkLocalAddressing={(request.UsesDhcp || !request.Addresses.IsEmpty ? "ipv6" : "no")}\nConfigureWithoutCarrier=yes\n");
        if (request.UsesDhcp)
            text.Append("DHCP=yes\n");
        foreach (var address in request.Addresses)
            text.Append($"Address={address}\n");
        if (request.Gateway is { } gateway)
            text.Append($"Gateway={gateway}\n");
        return new HostFile($"{Folder}/30-{request.Name}.network", text.ToString());
    }

    private static string Mtu(BridgeRequest request) => request.Mtu is { } mtu ? $"MTUBytes={mtu}\n" : "";
}
