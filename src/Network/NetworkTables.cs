using Naru.Network.AddressGroups;
using Naru.Network.AddressScopes;
using Naru.Network.Agents;
using Naru.Network.AutoAllocation;
using Naru.Network.ConntrackHelpers;
using Naru.Network.DefaultSecurityGroupRules;
using Naru.Network.Flavors;
using Naru.Network.FloatingIps;
using Naru.Network.LocalIps;
using Naru.Network.Metering;
using Naru.Network.NdpProxies;
using Naru.Network.Networks;
using Naru.Network.Nodes;
using Naru.Network.PortForwardings;
using Naru.Network.Ports;
using Naru.Network.Qos.Policies;
using Naru.Network.Qos.PolicyRules;
using Naru.Network.Quotas;
using Naru.Network.Rbac;
using Naru.Network.Routers;
using Naru.Network.SecurityGroups;
using Naru.Network.SecurityGroups.DefaultStatefulness;
using Naru.Network.SecurityLogs;
using Naru.Network.SegmentRanges;
using Naru.Network.Segments;
using Naru.Network.SubnetPools;
using Naru.Network.Subnets;
using Naru.Network.Trunks;
using Naru.State;

namespace Naru.Network;

/// <summary>Every table of the Networking API; the program gives them to its store's <see cref="Schema"/>.</summary>
public static class NetworkTables
{
    public static IReadOnlyList<Table> All =>
    [
        NodeTable.Table,
        AgentTable.Table,
        NetworkTable.Table,
        SegmentTable.Table,
        SegmentRangeTable.Table,
        SubnetTable.Table,
        PortTable.Table,
        TrunkTable.Table,
        RouterTable.Table,
        FloatingIpTable.Table,
        PortForwardingTable.Table,
        ConntrackHelperTable.Table,
        MeteringLabelTable.Table,
        MeteringRuleTable.Table,
        MeterReadingTable.Table,
        NdpProxyTable.Table,
        SecurityGroupTable.Table,
        SecurityGroupRuleTable.Table,
        DefaultRuleTable.Table,
        DefaultRuleTable.Seeds,
        AddressGroupTable.Table,
        AllocatedTopologyTable.Table,
        QuotaTable.Table,
        AddressScopeTable.Table,
        SubnetPoolTable.Table,
        RbacTable.Table,
        FlavorTables.Flavors,
        FlavorTables.Profiles,
        DefaultStatefulnessTable.Table,
        SecurityLogTable.Table,
        LocalIpTables.LocalIps,
        LocalIpTables.Associations,
        QosPolicyTable.Table,
        QosRuleTable.Table,
    ];
}
