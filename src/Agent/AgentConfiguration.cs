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
    public const string OpenVSwitch = "openvswitch";
    public const string LinuxBridge = "linuxbridge";
    public const string Ovn = "ovn";

    private const string LinuxBridgeFirewall = "nftables";
    private const string OpenFlowFirewall = "openflow";

    /// <summary>What switches packets: <c>openvswitch</c>, <c>linuxbridge</c> (bridges of the kernel), or <c>ovn</c>: ovn-controller does.</summary>
    public string Mechanism { get; set; } = OpenVSwitch;

    /// <summary>Physical network to bridge, as <c>bridge_mappings</c> of Neutron's agents. Of Open vSwitch.</summary>
    public ImmutableSortedDictionary<string, string> BridgeMappings { get; set; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Physical network to card, as <c>physical_interface_mappings</c> of Neutron's Linux bridge agent.</summary>
    public ImmutableSortedDictionary<string, string> InterfaceMappings { get; set; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The address of this host's tunnels; null: the host takes no part in tunnel networks.</summary>
    public IpAddress? LocalAddress { get; set; }

    /// <summary>Tunnel types that are set up; the order is no preference.</summary>
    public EquatableList<string> TunnelTypes { get; set; } = ["vxlan"];

    /// <summary><c>system</c> (the kernel's openvswitch module) or <c>netdev</c> (userspace).</summary>
    public string DatapathType { get; set; } = "system";

    /// <summary><c>openflow</c> or <c>hybrid</c>; <c>nftables</c> on Linux bridges. When nothing is said, the mechanism's first.</summary>
    public string Firewall { get; set; } = "";

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

    /// <summary>Where the disks of instances are kept; null: the host runs none.</summary>
    public string? InstancesDirectory { get; set; }

    /// <summary>A static busybox, which says on the console of an instance that there is nothing to boot; null: such instances do not start.</summary>
    public string? Busybox { get; set; }

    /// <summary>The kernel of virtual machines whose root disk is a file system and nothing else; null: they do not start.</summary>
    public string? GuestKernel { get; set; }

    /// <summary>The first file system of <see cref="GuestKernel"/>: it mounts <c>/dev/vda</c> and starts what is there.</summary>
    public string? GuestInitramfs { get; set; }

    /// <summary>What runs virtual machines: <c>tcg</c>, which every machine can, or <c>kvm</c>.</summary>
    public string Accelerator { get; set; } = "tcg";

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

    /// <param name="lacks">Network types that this host's kernel cannot carry.</param>
    public NodeHello Hello(string host, string version, EquatableList<NodeLack> lacks) => new(
        host,
        version,
        Mechanism,
        LocalAddress,
        TunnelTypes,
        [.. (IsLinuxBridge ? InterfaceMappings : BridgeMappings).Select(pair => new BridgeMapping(pair.Key, pair.Value))],
        Firewall,
        DatapathType,
        [.. Roles.Select(role => role switch { "l3" => NodeRole.L3, "dvr" => NodeRole.Dvr, _ => NodeRole.Dhcp })],
        AvailabilityZone)
    {
        Lacks = lacks,
    };

    [JsonIgnore]
    public bool IsLinuxBridge => Mechanism == LinuxBridge;

    [JsonIgnore]
    public bool IsOvn => Mechanism == Ovn;

    private Result<AgentConfiguration> Checked(string path) => Mechanism switch
    {
        OpenVSwitch => (this with { Firewall = Firewall.Length > 0 ? Firewall : OpenFlowFirewall }).CheckedOpenVSwitch(path),
        LinuxBridge => (this with { Firewall = Firewall.Length > 0 ? Firewall : LinuxBridgeFirewall }).CheckedLinuxBridge(path),
        // What the host is for OVN, ovn-controller is told and the server reads from it.
        Ovn when Roles.IsEmpty && BridgeMappings.Count == 0 && InterfaceMappings.Count == 0 => (this with { Firewall = Ovn }).CheckedServices(path),
        Ovn => Error.Invalid($"{path}: with mechanism '{Ovn}' OVN routes and answers DHCP, and has its own mappings (ovn-bridge-mappings): leave roles, bridgeMappings and interfaceMappings out."),
        _ => Error.Invalid($"{path}: mechanism '{Mechanism}' is none of '{OpenVSwitch}', '{LinuxBridge}' and '{Ovn}'."),
    };

    private Result<AgentConfiguration> CheckedLinuxBridge(string path)
    {
        if (Firewall != LinuxBridgeFirewall)
            return Error.Invalid($"{path}: firewall '{Firewall}' is not one of Linux bridges: expected '{LinuxBridgeFirewall}', or nothing.");
        if (BridgeMappings.Count > 0)
            return Error.Invalid($"{path}: bridgeMappings are those of Open vSwitch: with mechanism '{LinuxBridge}' expected interfaceMappings, a card for each physical network.");
        if (Roles.Items.Contains("dvr"))
            return Error.Invalid($"{path}: role 'dvr' needs Open vSwitch: distributed routers are not served on Linux bridges.");
        foreach (var type in TunnelTypes)
        {
            if (type != "vxlan")
                return Error.Invalid($"{path}: tunnel type '{type}' is not one of Linux bridges: expected 'vxlan'.");
        }
        return CheckedServices(path);
    }

    private Result<AgentConfiguration> CheckedOpenVSwitch(string path)
    {
        if (InterfaceMappings.Count > 0)
            return Error.Invalid($"{path}: interfaceMappings are those of Linux bridges: with mechanism '{OpenVSwitch}' expected bridgeMappings.");
        if (DatapathType is not ("system" or "netdev"))
            return Error.Invalid($"{path}: datapathType '{DatapathType}' is neither 'system' nor 'netdev'.");
        if (Firewall is not ("openflow" or "hybrid"))
            return Error.Invalid($"{path}: firewall '{Firewall}' is neither 'openflow' nor 'hybrid'.");
        foreach (var type in TunnelTypes)
        {
            if (type is not ("vxlan" or "gre" or "geneve"))
                return Error.Invalid($"{path}: tunnel type '{type}' is none of 'vxlan', 'gre' and 'geneve'.");
        }
        return CheckedServices(path);
    }

    private Result<AgentConfiguration> CheckedServices(string path)
    {
        if (NovaMetadata is { } nova && nova is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            return Error.Invalid($"{path}: novaMetadata '{nova}' is no address: expected one such as http://controller:8775.");
        if (NovaMetadata is null != string.IsNullOrEmpty(NovaMetadataSecret))
            return Error.Invalid($"{path}: novaMetadata and novaMetadataSecret are given both or not at all.");
        foreach (var role in Roles)
        {
            if (role is not ("l3" or "dhcp" or "dvr"))
                return Error.Invalid($"{path}: role '{role}' is none of 'l3', 'dhcp' and 'dvr'.");
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
