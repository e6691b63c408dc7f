namespace Naru.Agent.OpenVSwitch.Ports;

/// <summary>Keys of an interface's <c>external_ids</c> by which whoever plugs and whoever wires find each other.</summary>
public static class InterfaceKeys
{
    /// <summary>The API's port id: the one join between a device and a port.</summary>
    public const string PortId = "iface-id";

    public const string Status = "iface-status";

    public const string Mac = "attached-mac";

    /// <summary>The id of the instance that the device belongs to.</summary>
    public const string Instance = "vm-uuid";
}
