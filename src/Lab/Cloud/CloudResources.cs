using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Naru.Lab.Cloud;

/// <summary>A kind of resource of an API: how it is called in paths and bodies, and what is read of it.</summary>
public sealed record ResourceKind<T>(string Singular, string Plural, JsonTypeInfo<T> Type)
{
    /// <summary>Most paths have hyphens where bodies have underscores. Those of the Networking API are relative to its address, others begin with a slash.</summary>
    public string Path { get; init; } = Plural.Replace('_', '-');
}

/// <summary>The kinds that the lab uses.</summary>
public static class CloudResources
{
    public static readonly ResourceKind<CloudNetwork> Networks = new("network", "networks", CloudJson.Default.CloudNetwork);
    public static readonly ResourceKind<CloudSubnet> Subnets = new("subnet", "subnets", CloudJson.Default.CloudSubnet);
    public static readonly ResourceKind<CloudPort> Ports = new("port", "ports", CloudJson.Default.CloudPort);
    public static readonly ResourceKind<CloudRouter> Routers = new("router", "routers", CloudJson.Default.CloudRouter);
    public static readonly ResourceKind<CloudFloatingIp> FloatingIps = new("floatingip", "floatingips", CloudJson.Default.CloudFloatingIp);
    public static readonly ResourceKind<CloudTrunk> Trunks = new("trunk", "trunks", CloudJson.Default.CloudTrunk);
    public static readonly ResourceKind<CloudAgent> Agents = new("agent", "agents", CloudJson.Default.CloudAgent);

    public static readonly ResourceKind<CloudQosPolicy> QosPolicies = new("policy", "policies", CloudJson.Default.CloudQosPolicy) { Path = "qos/policies" };

    public static readonly ResourceKind<CloudVolume> Volumes = new("volume", "volumes", CloudJson.Default.CloudVolume) { Path = "/volume/v3/volumes" };
    public static readonly ResourceKind<CloudShare> Shares = new("share", "shares", CloudJson.Default.CloudShare) { Path = "/share/v2/shares" };

    public static readonly ResourceKind<CloudSecurityGroup> SecurityGroups =
        new("security_group", "security_groups", CloudJson.Default.CloudSecurityGroup);

    public static readonly ResourceKind<CloudSecurityGroupRule> SecurityGroupRules =
        new("security_group_rule", "security_group_rules", CloudJson.Default.CloudSecurityGroupRule);
}

public sealed record CloudNetwork(string Id, string Name, int Mtu, string Status);

public sealed record CloudSubnet(string Id, string NetworkId, string Cidr, string? GatewayIp)
{
    public int IpVersion { get; init; }

    public bool EnableDhcp { get; init; }

    /// <summary><c>slaac</c>, <c>dhcpv6-stateful</c>, <c>dhcpv6-stateless</c> or null.</summary>
    [JsonPropertyName("ipv6_address_mode")]
    public string? AddressMode { get; init; }
}

public sealed record CloudFixedIp(string SubnetId, string IpAddress);

public sealed record CloudPort(
    string Id,
    string Name,
    string NetworkId,
    string MacAddress,
    string Status,
    string DeviceId,
    string DeviceOwner,
    IReadOnlyList<CloudFixedIp> FixedIps,
    [property: JsonPropertyName("binding:host_id")] string? HostId,
    [property: JsonPropertyName("binding:vif_type")] string? VifType,
    [property: JsonPropertyName("binding:vif_details")] IReadOnlyDictionary<string, JsonElement>? VifDetails)
{
    private const string BindingFailed = "binding_failed";
    private const string OnLinuxBridge = "bridge";

    public bool AdminStateUp { get; init; }

    /// <summary>What it carries as the parent of a trunk; null: it is none.</summary>
    public CloudTrunkDetails? TrunkDetails { get; init; }

    /// <summary>Whether its binding asks for the Linux bridge of the hybrid firewall.</summary>
    public bool IsHybrid =>
        VifDetails is not null && VifDetails.TryGetValue("ovs_hybrid_plug", out var hybrid) && hybrid.ValueKind is JsonValueKind.True;

    /// <summary>Whether its binding asks for a bridge of the kernel.</summary>
    public bool IsOnLinuxBridge => VifType == OnLinuxBridge;

    /// <summary>The bridge that its binding names; null: none.</summary>
    public string? BridgeName => Detail("bridge_name");

    /// <summary>Why it could not be bound, if the server knows more than that.</summary>
    public string? BindingFailure => Detail("binding_failure");

    /// <summary>No agent on its host could take it.</summary>
    public bool HasFailedBinding => VifType == BindingFailed;

    public bool IsActive => Status == "ACTIVE";

    private string? Detail(string name) =>
        VifDetails is not null && VifDetails.TryGetValue(name, out var detail) && detail.ValueKind is JsonValueKind.String ? detail.GetString() : null;
}

public sealed record CloudGateway(string NetworkId, bool EnableSnat, IReadOnlyList<CloudFixedIp> ExternalFixedIps);

public sealed record CloudRouter(string Id, string Name, string Status, CloudGateway? ExternalGatewayInfo);

public sealed record CloudFloatingIp(string Id, string FloatingIpAddress, string? FixedIpAddress, string? PortId, string Status);

public sealed record CloudSecurityGroupRule(string Id, string Direction);

public sealed record CloudSecurityGroup(string Id, string Name, IReadOnlyList<CloudSecurityGroupRule> SecurityGroupRules);

public sealed record CloudQosPolicy(string Id, string Name);

/// <summary>A volume; a list says no more of one than its id.</summary>
public sealed record CloudVolume(string Id, string? Status, IReadOnlyList<CloudVolumeAttachment>? Attachments);

public sealed record CloudVolumeAttachment(string? ServerId);

/// <summary>A share; a list says no more of one than its id.</summary>
/// <param name="ExportLocation"><c>HOST:/PATH</c>, as mount(8) takes it; null: it is not exported.</param>
public sealed record CloudShare(string Id, string? Status, string? ExportLocation);

public sealed record CloudTrunk(string Id, string Status);

public sealed record CloudTrunkDetails(IReadOnlyList<CloudSubPort> SubPorts);

public sealed record CloudSubPort(string PortId);

public sealed record CloudAgent(string Id, string Host, string AgentType, bool Alive);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CloudNetwork))]
[JsonSerializable(typeof(CloudSubnet))]
[JsonSerializable(typeof(CloudPort))]
[JsonSerializable(typeof(CloudRouter))]
[JsonSerializable(typeof(CloudFloatingIp))]
[JsonSerializable(typeof(CloudSecurityGroup))]
[JsonSerializable(typeof(CloudSecurityGroupRule))]
[JsonSerializable(typeof(CloudTrunk))]
[JsonSerializable(typeof(CloudAgent))]
[JsonSerializable(typeof(CloudQosPolicy))]
[JsonSerializable(typeof(CloudVolume))]
[JsonSerializable(typeof(CloudShare))]
internal sealed partial class CloudJson : JsonSerializerContext;
