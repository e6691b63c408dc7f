using Naru.Network.AddressGroups;
using Naru.Network.FloatingIps;
using Naru.Network.Nodes;
using Naru.Network.PortForwardings;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.SecurityGroups;
using Naru.Network.Segments;
using Naru.Network.Subnets;
using Naru.State;

namespace Naru.Walk.Reach;

/// <summary>The ends of which something may have changed: as senders, as receivers; or all of them.</summary>
/// <remarks>Whatever is no part of the questions that a <see cref="ReachMap"/> asks of a state touches nobody.</remarks>
internal sealed class TouchedPorts
{
    private readonly HashSet<string> _senders = [];
    private readonly HashSet<string> _receivers = [];
    private bool _isAll;

    public bool IsEmpty => !_isAll && _senders.Count == 0 && _receivers.Count == 0;

    public static TouchedPorts Of(IStateReader before, IStateReader after, IReadOnlyList<Change> changes)
    {
        var touched = new TouchedPorts();
        foreach (var change in changes)
        {
            touched.Add(before, change.Before);
            touched.Add(after, change.After);
        }
        return touched;
    }

    public bool Contains(string from, string to) => IsSender(from) || IsReceiver(to);

    public bool IsSender(string id) => _isAll || _senders.Contains(id);

    public bool IsReceiver(string id) => _isAll || _receivers.Contains(id);

    private void Add(IStateReader state, object? document)
    {
        switch (document)
        {
            case SecurityGroupRule rule:
                AddMembers(state, rule);
                break;
            case AddressGroup group:
                foreach (var rule in state.In(SecurityGroupRuleTable.Table).All.Where(rule => rule.RemoteAddressGroupId == group.Id))
                    AddMembers(state, rule);
                break;
            case Port port when ReachMap.IsEnd(port):
                AddEnd(port.Id);
                foreach (var rule in port.SecurityGroupIds.SelectMany(group => SecurityGroupRuleTable.ByRemoteGroup.Of(state, group)))
                    AddMembers(state, rule);
                // It may have an address that was outside before.
                if (SegmentTable.Of(state, port.NetworkId).Any(segment => segment.PhysicalNetwork is not null))
                    AddEnd(ReachEnd.ExternalWord);
                break;
            case Port { DeviceOwner: not DeviceOwners.FloatingIp } port when DeviceOwners.BelongsToRouter(port.DeviceOwner):
                AddNetwork(state, port.NetworkId);
                AddRouter(state, port.DeviceId);
                break;
            case Port port:
                // Its address is not outside any more, and may be that of a gateway.
                AddEnd(ReachEnd.ExternalWord);
                if (SubnetTable.ByNetwork.Of(state, port.NetworkId).Any(subnet => port.FixedIps.Items.Any(ip => ip.Address == subnet.GatewayIp)))
                    AddNetwork(state, port.NetworkId);
                break;
            case Router router:
                AddRouter(state, router.Id);
                break;
            case Subnet subnet:
                AddNetworkAndBehind(state, subnet.NetworkId);
                break;
            case Segment segment:
                AddNetworkAndBehind(state, segment.NetworkId);
                break;
            case FloatingIp { PortId: { } inside } floating:
                AddEnd(inside);
                AddEnd(ReachEnd.ExternalWord);
                AddRouter(state, floating.RouterId ?? "");
                break;
            case PortForwarding forwarding:
                _receivers.Add(forwarding.InternalPortId);
                break;
            case Node:
                _isAll = true;
                break;
        }
    }

    private void AddEnd(string id)
    {
        _senders.Add(id);
        _receivers.Add(id);
    }

    private void AddNetwork(IStateReader state, string networkId)
    {
        AddEnd(ReachEnd.ExternalWord);
        foreach (var port in PortTable.ByNetwork.Of(state, networkId).Where(ReachMap.IsEnd))
            AddEnd(port.Id);
    }

    /// <summary>A network, and those of the routers that are on it.</summary>
    private void AddNetworkAndBehind(IStateReader state, string networkId)
    {
        AddNetwork(state, networkId);
        foreach (var router in PortTable.ByNetwork.Of(state, networkId).Where(port => DeviceOwners.BelongsToRouter(port.DeviceOwner)).Select(port => port.DeviceId).Distinct())
            AddRouter(state, router);
    }

    private void AddRouter(IStateReader state, string routerId)
    {
        foreach (var network in RouterPorts.Interfaces(state, routerId).Select(port => port.NetworkId).Distinct())
            AddNetwork(state, network);
    }

    private void AddMembers(IStateReader state, SecurityGroupRule rule)
    {
        var ends = rule.Direction is RuleDirection.Egress ? _senders : _receivers;
        ends.UnionWith(PortTable.BySecurityGroup.Of(state, rule.SecurityGroupId).Where(ReachMap.IsEnd).Select(port => port.Id));
    }
}
