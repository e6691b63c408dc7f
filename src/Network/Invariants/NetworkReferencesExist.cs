using Naru.Network.AddressGroups;
using Naru.Network.AddressScopes;
using Naru.Network.Agents;
using Naru.Network.ConntrackHelpers;
using Naru.Network.FloatingIps;
using Naru.Network.Metering;
using Naru.Network.NdpProxies;
using Naru.Network.Networks;
using Naru.Network.Nodes;
using Naru.Network.PortForwardings;
using Naru.Network.Ports;
using Naru.Network.Qos.Policies;
using Naru.Network.Qos.PolicyRules;
using Naru.Network.Routers;
using Naru.Network.SecurityGroups;
using Naru.Network.Segments;
using Naru.Network.SubnetPools;
using Naru.Network.Subnets;
using Naru.Network.Trunks;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Network.Invariants;

/// <summary>Nothing is left of what something else needs: no child without its parent, no port in a group that was deleted.</summary>
internal sealed class NetworkReferencesExist : IInvariant
{
    private static readonly Reference[] All =
    [
        Reference.Of("subnet", SubnetTable.Table, "network_id", subnet => subnet.NetworkId, NetworkTable.Table),
        Reference.Of("subnet", SubnetTable.Table, "subnetpool_id", subnet => subnet.SubnetPoolId, SubnetPoolTable.Table),
        Reference.Of("subnet", SubnetTable.Table, "segment_id", subnet => subnet.SegmentId, SegmentTable.Table),
        Reference.Of("segment", SegmentTable.Table, "network_id", segment => segment.NetworkId, NetworkTable.Table),
        Reference.Of("port", PortTable.Table, "network_id", port => port.NetworkId, NetworkTable.Table),
        Reference.Of("port", PortTable.Table, "fixed_ips", port => port.FixedIps.Select(ip => ip.SubnetId), SubnetTable.Table),
        Reference.Of("port", PortTable.Table, "security_groups", port => port.SecurityGroupIds.Items, SecurityGroupTable.Table),
        Reference.Of("port", PortTable.Table, "binding segment", port => port.Binding.SegmentId, SegmentTable.Table),
        Reference.Of("port of a router", PortTable.Table, "device_id", port => IsOfRouter(port) ? port.DeviceId : null, RouterTable.Table),
        Reference.Of("port of a floating IP", PortTable.Table, "device_id", port => port.DeviceOwner == DeviceOwners.FloatingIp ? port.DeviceId : null, FloatingIpTable.Table),
        Reference.Of("trunk", TrunkTable.Table, "port_id", trunk => trunk.PortId, PortTable.Table),
        Reference.Of("trunk", TrunkTable.Table, "sub_ports", trunk => trunk.SubPorts.Select(port => port.PortId), PortTable.Table),
        Reference.Of("security group rule", SecurityGroupRuleTable.Table, "security_group_id", rule => rule.SecurityGroupId, SecurityGroupTable.Table),
        Reference.Of("security group rule", SecurityGroupRuleTable.Table, "remote_group_id", rule => rule.RemoteGroupId, SecurityGroupTable.Table),
        Reference.Of("security group rule", SecurityGroupRuleTable.Table, "remote_address_group_id", rule => rule.RemoteAddressGroupId, AddressGroupTable.Table),
        Reference.Of("router", RouterTable.Table, "gateway network", router => router.Gateways.Select(gateway => gateway.NetworkId), NetworkTable.Table),
        Reference.Of("router", RouterTable.Table, "gateway port", router => router.Gateways.Select(gateway => gateway.PortId), PortTable.Table),
        Reference.Of("router", RouterTable.Table, "host", router => router.Host, NodeTable.Table),
        Reference.Of("floating IP", FloatingIpTable.Table, "floating_network_id", floating => floating.FloatingNetworkId, NetworkTable.Table),
        Reference.Of("floating IP", FloatingIpTable.Table, "floating port", floating => floating.FloatingPortId, PortTable.Table),
        Reference.Of("floating IP", FloatingIpTable.Table, "port_id", floating => floating.PortId, PortTable.Table),
        Reference.Of("floating IP", FloatingIpTable.Table, "router_id", floating => floating.RouterId, RouterTable.Table),
        Reference.Of("port forwarding", PortForwardingTable.Table, "floatingip_id", forwarding => forwarding.FloatingIpId, FloatingIpTable.Table),
        Reference.Of("port forwarding", PortForwardingTable.Table, "router", forwarding => forwarding.RouterId, RouterTable.Table),
        Reference.Of("port forwarding", PortForwardingTable.Table, "internal_port_id", forwarding => forwarding.InternalPortId, PortTable.Table),
        Reference.Of("conntrack helper", ConntrackHelperTable.Table, "router_id", helper => helper.RouterId, RouterTable.Table),
        Reference.Of("metering label rule", MeteringRuleTable.Table, "metering_label_id", rule => rule.LabelId, MeteringLabelTable.Table),
        Reference.Of("meter reading", MeterReadingTable.Table, "metering_label_id", reading => reading.LabelId, MeteringLabelTable.Table),
        Reference.Of("NDP proxy", NdpProxyTable.Table, "router_id", proxy => proxy.RouterId, RouterTable.Table),
        Reference.Of("NDP proxy", NdpProxyTable.Table, "port_id", proxy => proxy.PortId, PortTable.Table),
        Reference.Of("QoS rule", QosRuleTable.Table, "policy", rule => rule.PolicyId, QosPolicyTable.Table),
        Reference.Of("network", NetworkTable.Table, "qos_policy_id", network => network.QosPolicyId, QosPolicyTable.Table),
        Reference.Of("port", PortTable.Table, "qos_policy_id", port => port.QosPolicyId, QosPolicyTable.Table),
        Reference.Of("floating IP", FloatingIpTable.Table, "qos_policy_id", floating => floating.QosPolicyId, QosPolicyTable.Table),
        Reference.Of("router", RouterTable.Table, "gateway's qos_policy_id", router => router.GatewayQosPolicyId, QosPolicyTable.Table),
        Reference.Of("subnet pool", SubnetPoolTable.Table, "address_scope_id", pool => pool.AddressScopeId, AddressScopeTable.Table),
        Reference.Of("agent", AgentTable.Table, "host", agent => agent.Host, NodeTable.Table),
    ];

    public string Rule => "What an object of the Networking API refers to exists.";

    public IEnumerable<Violation> Violations(Snapshot state) => All.SelectMany(reference => reference.Dangling(state));

    private static bool IsOfRouter(Port port) => DeviceOwners.BelongsToRouter(port.DeviceOwner)
        && port.DeviceOwner is not (DeviceOwners.FloatingIp or DeviceOwners.FloatingIpAgentGateway);
}
