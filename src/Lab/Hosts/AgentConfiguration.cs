using System.Text.Json;
using System.Text.Json.Serialization;

namespace Naru.Lab.Hosts;

/// <summary>What an agent is told about its host; the file that <c>naru agent --config</c> reads.</summary>
/// <param name="BridgeMappings">Physical network to bridge, as <c>bridge_mappings</c> of Neutron's agents.</param>
/// <param name="LocalAddress">The address of this host's tunnels.</param>
/// <param name="Firewall"><c>hybrid</c> or <c>openflow</c>.</param>
/// <param name="SecurityLog">The file for what security groups decide.</param>
/// <param name="Roles">Of <c>l3</c>, <c>dhcp</c> and <c>dvr</c>; ports are served by every agent.</param>
public sealed record AgentConfiguration(
    IReadOnlyDictionary<string, string> BridgeMappings,
    string LocalAddress,
    string DatapathType,
    string Firewall,
    IReadOnlyList<string> Roles,
    string? SecurityLog = null)
{
    public const string PhysicalNetwork = "physnet1";
    private const string HybridHost = "compute-1";

    /// <summary>Both firewalls are in use in a lab: the first compute host has the hybrid one.</summary>
    public static AgentConfiguration Of(LabHost host, DatapathType datapath) => new(
        new Dictionary<string, string> { [PhysicalNetwork] = OpenVSwitch.ExternalBridge },
        host.UnderlayAddress ?? throw new ArgumentException($"'{host.Name}' is no host of the cloud.", nameof(host)),
        datapath.Name(),
        host.Name == HybridHost ? "hybrid" : "openflow",
        host.Role is HostRole.Network ? ["l3", "dhcp"] : ["dvr"]);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, AgentConfigurationJson.Default.AgentConfiguration);
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AgentConfiguration))]
internal sealed partial class AgentConfigurationJson : JsonSerializerContext;
