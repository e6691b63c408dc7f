namespace Naru.Network.Agents;

/// <summary>What clients of the Networking API know agents by.</summary>
/// <param name="Type">As <c>agent_type</c> says it.</param>
/// <param name="Binary">The program that it would be in an OpenStack cloud.</param>
internal sealed record AgentNames(string Type, string Binary, string Topic)
{
    private const string NoTopic = "N/A";

    public static AgentNames Of(AgentKind kind) => kind switch
    {
        AgentKind.OpenVSwitch => new("Open vSwitch agent", "neutron-openvswitch-agent", NoTopic),
        AgentKind.LinuxBridge => new("Linux bridge agent", "neutron-linuxbridge-agent", NoTopic),
        AgentKind.L3 => new("L3 agent", "neutron-l3-agent", "l3_agent"),
        AgentKind.Dhcp => new("DHCP agent", "neutron-dhcp-agent", "dhcp_agent"),
        AgentKind.OvnController => new("OVN Controller agent", "ovn-controller", NoTopic),
        AgentKind.OvnGateway => new("OVN Controller Gateway agent", "ovn-controller", NoTopic),
        AgentKind.OvnMetadata => new("OVN Metadata agent", "neutron-ovn-metadata-agent", NoTopic),
        _ => new("Metadata agent", "neutron-metadata-agent", NoTopic),
    };
}
