using Naru.Network.AddressGroups;
using Naru.Network.FloatingIps;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.SecurityGroups;
using Naru.Network.Segments;
using Naru.Network.Subnets;
using Naru.Ovn.Rows;
using Naru.State;

namespace Naru.Ovn.Northbound;

/// <summary>What the northbound database should hold for a state of the cloud: a pure function, object by object.</summary>
public static class NorthboundTranslation
{
    /// <summary>Every object of the cloud that may have rows.</summary>
    public static IEnumerable<Unit> Units(IStateReader state)
    {
        yield return Unit.Always;
        foreach (var group in state.In(AddressGroupTable.Table).All)
            yield return new(UnitKind.AddressGroup, group.Id);
        foreach (var group in state.In(SecurityGroupTable.Table).All)
            yield return new(UnitKind.SecurityGroup, group.Id);
        foreach (var rule in state.In(SecurityGroupRuleTable.Table).All)
            yield return new(UnitKind.SecurityGroupRule, rule.Id);
        foreach (var network in state.In(NetworkTable.Table).All)
        {
            yield return new(UnitKind.Network, network.Id);
            yield return new(UnitKind.ExternalPorts, network.Id);
        }
        foreach (var segment in state.In(SegmentTable.Table).All)
            yield return new(UnitKind.Segment, segment.Id);
        foreach (var subnet in state.In(SubnetTable.Table).All)
            yield return new(UnitKind.Subnet, subnet.Id);
        foreach (var router in state.In(RouterTable.Table).All)
            yield return new(UnitKind.Router, router.Id);
        foreach (var port in state.In(PortTable.Table).All)
            yield return new(UnitKind.Port, port.Id);
        foreach (var floating in state.In(FloatingIpTable.Table).All)
            yield return new(UnitKind.FloatingIp, floating.Id);
    }

    /// <summary>The rows of one object; none for one that is not there.</summary>
    public static UnitRows Rows(IStateReader state, Unit unit) => unit.Kind switch
    {
        UnitKind.AddressGroup => SecurityGroupRows.OfAddresses(state, unit.Id),
        UnitKind.SecurityGroup => SecurityGroupRows.OfGroup(state, unit.Id),
        UnitKind.SecurityGroupRule => SecurityGroupRows.OfRule(state, unit.Id),
        UnitKind.Network => NetworkRows.Of(state, unit.Id),
        UnitKind.ExternalPorts => NetworkRows.OfExternalPorts(state, unit.Id),
        UnitKind.Segment => NetworkRows.OfSegment(state, unit.Id),
        UnitKind.Subnet => DhcpRows.Of(state, unit.Id),
        UnitKind.Router => RouterRows.Of(state, unit.Id),
        UnitKind.Port => PortRows.Of(state, unit.Id),
        UnitKind.FloatingIp => FloatingIpRows.Of(state, unit.Id),
        _ => AlwaysRows.Of(),
    };
}
