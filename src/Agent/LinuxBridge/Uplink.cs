namespace Naru.Agent.LinuxBridge;

/// <summary>What connects the bridge of a network with other hosts.</summary>
/// <param name="Device">The device that is a port of the bridge.</param>
public abstract record Uplink(string Device)
{
    /// <summary>A tunnel device of the network's own.</summary>
    /// <param name="Mtu">Of the network, in bytes.</param>
    public sealed record Tunnel(string Device, uint Vni, int Mtu) : Uplink(Device);

    /// <summary>A card by itself, for a flat network.</summary>
    public sealed record Card(string Device) : Uplink(Device);

    /// <summary>One VLAN of a card.</summary>
    public sealed record Vlan(string Device, string CardName, ushort Id) : Uplink(Device);
}
