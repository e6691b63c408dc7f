using Naru.Network.AddressGroups;
using Naru.Network.ConntrackHelpers;
using Naru.Network.FloatingIps;
using Naru.Network.LocalIps;
using Naru.Network.Metering;
using Naru.Network.NdpProxies;
using Naru.Network.Networks;
using Naru.Network.Nodes;
using Naru.Network.PortForwardings;
using Naru.Network.Ports;
using Naru.Network.Qos.PolicyRules;
using Naru.Network.Routers;
using Naru.Network.SecurityGroups;
using Naru.Network.SecurityLogs;
using Naru.Network.Subnets;
using Naru.Network.Trunks;
using Naru.NodeContract;
using Naru.State;

namespace Naru.Network.NodeLink;

/// <summary>Tells whether a change can alter what a host knows, so that one change costs only the hosts it concerns.</summary>
/// <remarks>The first question is asked once for a change, the second once for each host.</remarks>
internal static class NodeConcern
{
    /// <summary>Whether it is news for any host: what hosts report, such as that a port is wired, or that they are there, comes back to none of them.</summary>
    public static bool IsNews(Change change) => change switch
    {
        { Before: Node before, After: Node after } => before.TunnelAddress != after.TunnelAddress || before.RouterMac != after.RouterMac,
        { Before: Port before, After: Port after } => after != before with
        {
            Status = after.Status,
            StatusReason = after.StatusReason,
            Provisioned = after.Provisioned,
            RevisionNumber = after.RevisionNumber,
            UpdatedAt = after.UpdatedAt,
        },
        _ => true,
    };

    /// <summary>Whether news concern a host with this view.</summary>
    public static bool Concerns(Change change, NodeView view, string host) => IsConcerned(change.Before, view, host) || IsConcerned(change.After, view, host);

    private static bool IsConcerned(object? document, NodeView view, string host) => document switch
    {
        Port port => port.Binding.Host == host || view.Networks.Find(port.NetworkId) is not null
            || port.SecurityGroupIds.Items.Any(id => view.SecurityGroups.Find(id) is { Members.IsEmpty: false } || NamesAsRemote(view, id)),
        VirtualNetwork network => view.Networks.Find(network.Id) is not null,
        Subnet subnet => view.Networks.Find(subnet.NetworkId) is not null,
        Segments.Segment segment => view.Networks.Find(segment.NetworkId) is not null,
        Trunk trunk => view.Ports.Find(trunk.PortId)?.Host == host,
        Router router => router.Hosts.Contains(host) || view.Routers.Find(router.Id) is not null,
        FloatingIp floating => view.Routers.Find(floating.RouterId) is not null,
        PortForwarding forwarding => view.Routers.Find(forwarding.RouterId) is not null,
        ConntrackHelper helper => view.Routers.Find(helper.RouterId) is not null,
        NdpProxy proxy => view.Routers.Find(proxy.RouterId) is not null,
        MeteringLabel or MeteringRule => view.Routers.Count > 0,
        SecurityGroup group => view.SecurityGroups.Find(group.Id) is not null,
        AddressGroup group => view.SecurityGroups.Find(group.Id) is not null,
        SecurityGroupRule rule => view.SecurityGroups.Find(rule.SecurityGroupId) is not null,
        QosRule rule => HasPolicy(view, rule.PolicyId),
        Node node => node.Id != host,
        SecurityLog => true,
        PortAssociation association => view.Ports.Find(association.FixedPortId) is { } associated && associated.Host == host,
        _ => false,
    };

    private static bool HasPolicy(NodeView view, string policyId) =>
        view.Ports.Any(port => port.Qos?.PolicyId == policyId)
        || view.Routers.Any(router => router.GatewayQos?.PolicyId == policyId || router.FloatingIps.Items.Any(floating => floating.Qos?.PolicyId == policyId)
            || router.PortForwardings.Items.Any(forwarding => forwarding.Qos?.PolicyId == policyId));

    private static bool NamesAsRemote(NodeView view, string groupId) =>
        view.SecurityGroups.Any(group => group.Rules.Items.Any(rule => rule.RemoteGroupId == groupId));
}
