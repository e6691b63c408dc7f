namespace Naru.HostNetwork;

/// <summary>The two software bridges that a host may have.</summary>
public enum BridgeKind
{
    Linux,
    OpenVSwitch,
}
