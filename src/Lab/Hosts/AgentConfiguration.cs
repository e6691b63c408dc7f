using System.Text.Json;
using System.Text.Json.Serialization;

namespace Naru.Lab.Hosts;

/// <summary>What an agent is told about its host; the file that <c>naru agent --config</c> reads. What is null is left out.</summary>
/// <param name="Mechanism"><c>openvswitch</c>, <c>linuxbridge</c> or <c>ovn</c>.</param>
/// <param name="LocalAddress">The address of this host's tunnels.</param>
/// <param name="Roles">Of <c>l3</c>, <c>dhcp</c> and <c>dvr</c>; ports are served by every agent.</param>
public sealed record AgentConfiguration(string Mechanism, string LocalAddress, IReadOnlyList<string> Roles)
{
    /// <summary>Where the disks of instances are kept; null: the host runs none.</summary>
    public string? InstancesDirectory { get; init; }

    /// <summary>A static busybox.</summary>
    public string? Busybox { get; init; }

    public string? GuestKernel { get; init; }

    public string? GuestInitramfs { get; init; }

    public const string PhysicalNetwork = "physnet1";
    private const string HybridHost = "compute-1";
    private const string OpenVSwitchMechanism = "openvswitch";

    private static readonly string[] Tunnels = ["vxlan", "gre", "geneve"];

    /// <summary>Physical network to bridge, as <c>bridge_mappings</c> of Neutron's agents.</summary>
    public IReadOnlyDictionary<string, string>? BridgeMappings { get; init; }

    /// <summary>Physical network to card, as <c>physical_interface_mappings</c> of Neutron's Linux bridge agent.</summary>
    public IReadOnlyDictionary<string, string>? InterfaceMappings { get; init; }

    public string? DatapathType { get; init; }

    /// <summary><c>hybrid</c> or <c>openflow</c>.</summary>
    public string? Firewall { get; init; }

    /// <summary>The file for what security groups decide.</summary>
    public string? SecurityLog { get; init; }

    /// <summary>Both firewalls of Open vSwitch are in use in a lab: the first compute host has the hybrid one.</summary>
    public static AgentConfiguration Of(LabHost host, HostMechanism mechanism, DatapathType datapath)
    {
        var address = host.UnderlayAddress ?? throw new ArgumentException($"'{host.Name}' is no host of the cloud.", nameof(host));
        string[] roles = host.Role is HostRole.Network ? ["l3", "dhcp"] : [];
        if (mechanism is HostMechanism.Ovn)
            return new AgentConfiguration("ovn", address, []) { DatapathType = datapath.Name() };
        return mechanism is HostMechanism.LinuxBridge
            ? new AgentConfiguration("linuxbridge", address, roles)
            {
                InterfaceMappings = new Dictionary<string, string> { [PhysicalNetwork] = LinuxBridgeHost.ProviderCard },
            }
            : new AgentConfiguration(OpenVSwitchMechanism, address, roles is [] ? ["dvr"] : roles)
            {
                BridgeMappings = new Dictionary<string, string> { [PhysicalNetwork] = OpenVSwitch.ExternalBridge },
                DatapathType = datapath.Name(),
                Firewall = host.Name == HybridHost ? "hybrid" : "openflow",
            };
    }

    /// <summary>VXLAN always, since networks of any type may be asked for; and what the projects' networks have.</summary>
    public IReadOnlyList<string>? TunnelTypes { get; init; }

    /// <summary>The same with the tunnels of this lab.</summary>
    public AgentConfiguration Tunnelling(LabState lab, LabHost host) => this with
    {
        LocalAddress = lab.HasIpv6Underlay && host.UnderlayAddress6 is { } address ? address : LocalAddress,
        TunnelTypes = Mechanism == OpenVSwitchMechanism ? [.. Tunnels.Where(type => type is "vxlan" || type == lab.NetworkType)] : null,
    };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, AgentConfigurationJson.Default.AgentConfiguration);
}

[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AgentConfiguration))]
internal sealed partial class AgentConfigurationJson : JsonSerializerContext;
