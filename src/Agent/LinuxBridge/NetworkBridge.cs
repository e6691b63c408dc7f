namespace Naru.Agent.LinuxBridge;

/// <summary>The bridge of a network as it shall be.</summary>
/// <param name="Uplink">Null: the network is on this host only.</param>
public sealed record NetworkBridge(string NetworkId, Uplink? Uplink)
{
    public string Name => BridgeNames.BridgeOf(NetworkId);
}
