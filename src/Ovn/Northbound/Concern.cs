using Naru.Network.AddressGroups;
using Naru.Network.FloatingIps;
using Naru.Network.Networks;
using Naru.Network.Nodes;
using Naru.Network.PortForwardings;
using Naru.Network.Ports;
using Naru.Network.Qos.PolicyRules;
using Naru.Network.Routers;
using Naru.Network.SecurityGroups;
using Naru.Network.SecurityLogs;
using Naru.Network.Segments;
using Naru.Network.Subnets;
using Naru.Network.Trunks;
using Naru.Ovn.Rows;
using Naru.Primitives;
using Naru.State;

namespace Naru.Ovn.Northbound;

/// <summary>Which objects may be translated to something else after a change, so that a change costs only what depends on it.</summary>
internal static class Concern
{
    /// <param name="state">The state after the change.</param>
    public static IEnumerable<Unit> Units(IStateReader state, Change change)
    {
        if (change is { Before: Node or null, After: Node or null })
            return Gateways.Differ(change.Before as Node, change.After as Node) ? OfGateways(state) : [];
        if (change is { Before: Port before, After: Port after })
            return OfPort(state, before, after).Concat(OfPort(state, after, before));
        return Of(state, change.Before, change.After).Concat(Of(state, change.After, change.Before));
    }

    private static IEnumerable<Unit> Of(IStateReader state, object? document, object? other) => document switch
    {
        Port port => OfPort(state, port, null),
        VirtualNetwork network => OfNetwork(state, network, other as VirtualNetwork),
        Segment segment => OfSegment(state, segment),
        Subnet subnet => OfSubnet(state, subnet),
        Router router => OfRouter(state, router),
        FloatingIp floating => [new(UnitKind.FloatingIp, floating.Id)],
        PortForwarding forwarding => [new(UnitKind.FloatingIp, forwarding.FloatingIpId)],
        Trunk trunk => trunk.SubPorts.Select(sub => new Unit(UnitKind.Port, sub.PortId)),
        SecurityGroup group => SecurityGroupRuleTable.ByGroup.Of(state, group.Id).Select(rule => new Unit(UnitKind.SecurityGroupRule, rule.Id))
            .Prepend(new(UnitKind.SecurityGroup, group.Id)),
        SecurityGroupRule rule => [new(UnitKind.SecurityGroupRule, rule.Id)],
        AddressGroup group => [new(UnitKind.AddressGroup, group.Id)],
        SecurityLog log => OfLog(state, log),
        QosRule rule => OfPolicy(state, rule.PolicyId),
        _ => [],
    };

    private static IEnumerable<Unit> OfPort(IStateReader state, Port port, Port? other)
    {
        yield return new(UnitKind.Port, port.Id);
        foreach (var floating in FloatingIpTable.ByPort.Of(state, port.Id))
            yield return new(UnitKind.FloatingIp, floating.Id);
        if (PortRows.IsExternal(port))
            yield return new(UnitKind.ExternalPorts, port.NetworkId);
        if (port.DeviceOwner == DeviceOwners.Distributed && other?.FixedIps != port.FixedIps)
        {
            foreach (var unit in OfAnswers(state, port.NetworkId))
                yield return unit;
        }
        if (DeviceOwners.BelongsToRouter(port.DeviceOwner))
        {
            foreach (var unit in OfRouterAndPorts(state, port.DeviceId))
                yield return unit;
            foreach (var forwarding in PortForwardingTable.ByRouter.Of(state, port.DeviceId))
                yield return new(UnitKind.FloatingIp, forwarding.FloatingIpId);
        }
        // Its pairs make virtual ports of those that have the addresses.
        if (other?.AllowedAddressPairs == port.AllowedAddressPairs)
            yield break;
        foreach (var pair in port.AllowedAddressPairs.Items.Where(pair => pair.IpAddress == IpPrefix.OfHost(pair.IpAddress.Network)))
        {
            foreach (var holder in PortTable.ByFixedIp.Of(state, pair.IpAddress.Network).Where(holder => holder.NetworkId == port.NetworkId))
                yield return new(UnitKind.Port, holder.Id);
        }
    }

    private static IEnumerable<Unit> OfNetwork(IStateReader state, VirtualNetwork network, VirtualNetwork? other)
    {
        yield return new(UnitKind.Network, network.Id);
        yield return new(UnitKind.ExternalPorts, network.Id);
        if (other is not null && (other.Mtu, other.QosPolicyId, other.DnsDomain) == (network.Mtu, network.QosPolicyId, network.DnsDomain))
            yield break;
        foreach (var unit in OfAnswers(state, network.Id))
            yield return unit;
        foreach (var port in PortTable.ByNetwork.Of(state, network.Id).Where(port => DeviceOwners.BelongsToRouter(port.DeviceOwner)))
        {
            foreach (var unit in OfRouterAndPorts(state, port.DeviceId))
                yield return unit;
        }
        foreach (var floating in FloatingIpTable.ByNetwork.Of(state, network.Id))
            yield return new(UnitKind.FloatingIp, floating.Id);
    }

    /// <summary>What OVN answers in a network in the place of servers, and the ports that are answered.</summary>
    private static IEnumerable<Unit> OfAnswers(IStateReader state, string networkId) =>
        SubnetTable.ByNetwork.Of(state, networkId).Select(subnet => new Unit(UnitKind.Subnet, subnet.Id))
            .Concat(PortTable.ByNetwork.Of(state, networkId).Select(port => new Unit(UnitKind.Port, port.Id)));

    private static IEnumerable<Unit> OfSegment(IStateReader state, Segment segment)
    {
        yield return new(UnitKind.Segment, segment.Id);
        yield return new(UnitKind.Network, segment.NetworkId);
        yield return new(UnitKind.ExternalPorts, segment.NetworkId);
        foreach (var port in PortTable.ByNetwork.Of(state, segment.NetworkId))
        {
            yield return new(UnitKind.Port, port.Id);
            foreach (var floating in FloatingIpTable.ByPort.Of(state, port.Id))
                yield return new(UnitKind.FloatingIp, floating.Id);
        }
    }

    private static IEnumerable<Unit> OfSubnet(IStateReader state, Subnet subnet)
    {
        yield return new(UnitKind.Subnet, subnet.Id);
        foreach (var port in PortTable.BySubnet.Of(state, subnet.Id))
        {
            yield return new(UnitKind.Port, port.Id);
            if (!DeviceOwners.BelongsToRouter(port.DeviceOwner))
                continue;
            yield return new(UnitKind.Router, port.DeviceId);
        }
    }

    private static IEnumerable<Unit> OfRouter(IStateReader state, Router router) =>
        OfRouterAndPorts(state, router.Id).Concat(FloatingIpTable.ByRouter.Of(state, router.Id).Select(floating => new Unit(UnitKind.FloatingIp, floating.Id)));

    private static IEnumerable<Unit> OfRouterAndPorts(IStateReader state, string routerId) =>
        PortTable.ByDevice.Of(state, routerId).Select(port => new Unit(UnitKind.Port, port.Id)).Prepend(new(UnitKind.Router, routerId));

    private static IEnumerable<Unit> OfGateways(IStateReader state) =>
        state.In(RouterTable.Table).All.SelectMany(router => router.Gateways.Select(gateway => new Unit(UnitKind.Port, gateway.PortId)))
            .Concat(state.In(NetworkTable.Table).All.Select(network => new Unit(UnitKind.ExternalPorts, network.Id)));

    private static IEnumerable<Unit> OfLog(IStateReader state, SecurityLog log) =>
        (log.ResourceId is { } one ? [one] : SecurityGroupTable.ByProject.Of(state, log.ProjectId).Select(group => group.Id))
            .SelectMany(group => SecurityGroupRuleTable.ByGroup.Of(state, group)).Select(rule => new Unit(UnitKind.SecurityGroupRule, rule.Id));

    private static IEnumerable<Unit> OfPolicy(IStateReader state, string policyId)
    {
        var networks = NetworkTable.ByQosPolicy.Of(state, policyId);
        var ports = PortTable.ByQosPolicy.Of(state, policyId).Concat(networks.SelectMany(network => PortTable.ByNetwork.Of(state, network.Id)));
        var floatings = FloatingIpTable.ByQosPolicy.Of(state, policyId).Concat(networks.SelectMany(network => FloatingIpTable.ByNetwork.Of(state, network.Id)));
        var routers = RouterTable.ByQosPolicy.Of(state, policyId).Concat(networks.SelectMany(network => RouterTable.ByGatewayNetwork.Of(state, network.Id)));
        return ports.Select(port => new Unit(UnitKind.Port, port.Id))
            .Concat(floatings.Select(floating => new Unit(UnitKind.FloatingIp, floating.Id)))
            .Concat(routers.Select(router => new Unit(UnitKind.Router, router.Id)));
    }
}
