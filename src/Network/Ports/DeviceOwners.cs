using Naru.NodeContract;

namespace Naru.Network.Ports;

/// <summary>Values of <c>device_owner</c> that mean something to the network service.</summary>
public static class DeviceOwners
{
    public const string NetworkPrefix = "network:";
    public const string ComputePrefix = "compute:";
    public const string Dhcp = "network:dhcp";
    public const string RouterInterface = "network:router_interface";
    public const string RouterInterfaceDistributed = "network:router_interface_distributed";
    public const string RouterInterfaceHighlyAvailable = "network:ha_router_replicated_interface";
    public const string RouterGateway = "network:router_gateway";
    public const string RouterSnat = "network:router_centralized_snat";
    public const string RouterHighlyAvailable = "network:router_ha_interface";
    public const string FloatingIp = "network:floatingip";
    public const string FloatingIpAgentGateway = "network:floatingip_agent_gateway";
    public const string LocalIp = "network:local_ip";
    public const string Distributed = "network:distributed";
    public const string ShareServer = NodeShareServers.PortOwner;
    public const string Trunk = "trunk:subport";

    /// <summary>The <c>device_id</c> of a DHCP port whose agent went away; the next agent takes it over.</summary>
    public const string ReservedDhcp = "reserved_dhcp_port";

    /// <summary>Ports that the network service made for itself and removes together with their network or subnet.</summary>
    public static bool DiesWithItsNetwork(string owner) => owner is Dhcp or Distributed;

    public static bool IsRouterInterface(string owner) =>
        owner is RouterInterface or RouterInterfaceDistributed or RouterInterfaceHighlyAvailable;

    /// <summary>Ports that only the router and floating IP operations create and remove.</summary>
    public static bool BelongsToRouter(string owner) =>
        IsRouterInterface(owner) || owner is RouterGateway or RouterSnat or RouterHighlyAvailable or FloatingIp or FloatingIpAgentGateway;
}
