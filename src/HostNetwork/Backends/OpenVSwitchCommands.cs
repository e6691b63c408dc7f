namespace Naru.HostNetwork.Backends;

/// <summary>Bridges that Open vSwitch keeps in its own database, where a backend has no word for them.</summary>
internal static class OpenVSwitchCommands
{
    public static HostCommand Add(BridgeRequest request) => HostCommand.Of(
    [
        "ovs-vsctl", "--may-exist", "add-br", request.Name,
        .. request.Ports.SelectMany(port => new[] { "--", "--may-exist", "add-port", request.Name, port }),
        .. request.Mtu is { } mtu ? ["--", "set", "Interface", request.Name, $"mtu_request={mtu}"] : Array.Empty<string>(),
    ]);

    public static HostCommand Delete(BridgeRequest request) => HostCommand.Of("ovs-vsctl", "--if-exists", "del-br", request.Name);
}
