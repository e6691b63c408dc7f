using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent;

/// <summary>What an agent is told about its host: the JSON file of <c>naru agent --config</c>.</summary>
/// <remarks>Properties are set and not init, because generated readers give an init property that the file lacks no default.</remarks>
public sealed record AgentConfiguration
{
    /// <summary>Physical network to bridge, as <c>bridge_mappings</c> of Neutron's agents.</summary>
    public ImmutableSortedDictionary<string, string> BridgeMappings { get; set; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The address of this host's tunnels; null: the host takes no part in tunnel networks.</summary>
    public IpAddress? LocalAddress { get; set; }

    /// <summary>Tunnel types that are set up; the order is no preference.</summary>
    public EquatableList<string> TunnelTypes { get; set; } = ["vxlan"];

    /// <summary><c>system</c> (the kernel's openvswitch module) or <c>netdev</c> (userspace).</summary>
    public string DatapathType { get; set; } = "system";

    /// <summary><c>openflow</c> or <c>hybrid</c>.</summary>
    public string Firewall { get; set; } = "openflow";

    /// <summary>Of <c>l3</c>, <c>dhcp</c> and, where instances are, <c>dvr</c>; ports are served by every agent.</summary>
    public EquatableList<string> Roles { get; set; }

    public string AvailabilityZone { get; set; } = "nova";

    /// <summary>The domain of names without one, as <c>dns_domain</c> of Neutron.</summary>
    public string DnsDomain { get; set; } = "openstacklocal";

    /// <summary>The Nova metadata service that answers instances instead of the agent; null: the agent answers itself.</summary>
    public Uri? NovaMetadata { get; set; }

    /// <summary>Nova's <c>metadata_proxy_shared_secret</c>; needed with <see cref="NovaMetadata"/>.</summary>
    public string? NovaMetadataSecret { get; set; }

    /// <summary>Where Open vSwitch keeps its sockets.</summary>
    public string OpenVSwitchRunDirectory { get; set; } = "/run/openvswitch";

    /// <summary>The file for what security groups decide, where a log asks for it; null: the agent's own log.</summary>
    public string? SecurityLog { get; set; }

    /// <summary>The certificate (PEM) of this host, for agents that reach the server over the network; null over a Unix socket.</summary>
    public string? Certificate { get; set; }

    /// <summary>The private key (PEM) of <see cref="Certificate"/>.</summary>
    public string? CertificateKey { get; set; }

    /// <summary>The certificate (PEM) of the authority that signed the server's.</summary>
    public string? CertificateAuthority { get; set; }

    public static Result<AgentConfiguration> Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, AgentConfigurationJson.Default.AgentConfiguration)?.Checked(path)
                ?? Error.Invalid($"The configuration '{path}' is null: expected a JSON object.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return Error.Invalid($"The configuration '{path}' cannot be read: {exception.Message}");
        }
    }

    public NodeHello Hello(string host, string version) => new(
        host,
        version,
        "openvswitch",
        LocalAddress,
        TunnelTypes,
        [.. BridgeMappings.Select(pair => new BridgeMapping(pair.Key, pair.Value))],
        Firewall,
        DatapathType,
        [.. Roles.Select(role => role switch { "l3" => NodeRole.L3, "dvr" => NodeRole.Dvr, _ => NodeRole.Dhcp })],
        AvailabilityZone);

    private Result<AgentConfiguration> Checked(string path)
    {
        if (DatapathType is not ("system" or "netdev"))
            return Error.Invalid($"{path}: datapathType '{DatapathType}' is neither 'system' nor 'netdev'.");
        if (Firewall is not ("openflow" or "hybrid"))
            return Error.Invalid($"{path}: firewall '{Firewall}' is neither 'openflow' nor 'hybrid'.");
        if (NovaMetadata is { } nova && nova is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            return Error.Invalid($"{path}: novaMetadata '{nova}' is no address: expected one such as http://controller:8775.");
        if (NovaMetadata is null != string.IsNullOrEmpty(NovaMetadataSecret))
            return Error.Invalid($"{path}: novaMetadata and novaMetadataSecret are given both or not at all.");
        foreach (var role in Roles)
        {
            if (role is not ("l3" or "dhcp" or "dvr"))
                return Error.Invalid($"{path}: role '{role}' is none of 'l3', 'dhcp' and 'dvr'.");
        }
        foreach (var type in TunnelTypes)
        {
            if (type is not ("vxlan" or "gre" or "geneve"))
                return Error.Invalid($"{path}: tunnel type '{type}' is none of 'vxlan', 'gre' and 'geneve'.");
        }
        return this;
    }
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(EquatableListJson<string>)])]
[JsonSerializable(typeof(AgentConfiguration))]
internal sealed partial class AgentConfigurationJson : JsonSerializerContext;
