namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>A bridge to a physical network and the patch that joins it to br-int.</summary>
/// <param name="IntegrationPort">The patch's end on br-int (<c>int-br-ex</c>).</param>
/// <param name="BridgePort">The patch's end on the bridge (<c>phy-br-ex</c>).</param>
public sealed record ProviderBridge(string PhysicalNetwork, string Bridge, uint IntegrationPort, uint BridgePort);
