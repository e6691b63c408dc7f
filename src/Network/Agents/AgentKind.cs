using System.Text.Json.Serialization;

namespace Naru.Network.Agents;

/// <summary>What of a host the API shows as an agent of its own.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AgentKind>))]
public enum AgentKind
{
    OpenVSwitch,
    LinuxBridge,
    L3,
    Dhcp,
    Metadata,
    OvnController,
    OvnGateway,
    OvnMetadata,
}
