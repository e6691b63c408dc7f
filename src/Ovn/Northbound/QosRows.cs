using Naru.Network.FloatingIps;
using Naru.Network.Ports;
using Naru.Network.Qos;
using Naru.Network.Qos.PolicyRules;
using Naru.Network.Routers;
using Naru.Ovn.Rows;
using Naru.Protocols.Ovsdb.Models.OvnNorthbound;
using Naru.Protocols.Ovsdb.Values;
using Naru.State;

namespace Naru.Ovn.Northbound;

/// <summary>Limits and marks: rules on the switch of a port, or on that of the external network for a floating IP or a gateway.</summary>
internal static class QosRows
{
    private const int PortPriority = 2002;
    private const int FloatingIpPriority = 2003;
    private const int BitsPerKilobit = 1000;

    public static void Add(IStateReader state, Port port, RowSet rows)
    {
        if (EffectivePolicy.Of(state, port) is { } policy)
            Add(state, policy, rows, port.NetworkId, ("port", port.Id), PortPriority, $"inport == \"{port.Id}\"", $"outport == \"{port.Id}\"");
    }

    public static void Add(IStateReader state, FloatingIp floating, Port gateway, string resident, RowSet rows)
    {
        if (EffectivePolicy.Of(state, floating) is { } policy)
            AddOutside(state, policy, rows, gateway, ("floatingip", floating.Id), FloatingIpPriority, floating.FloatingAddress.ToString(), resident);
    }

    public static void Add(IStateReader state, Router router, RowSet rows)
    {
        if (EffectivePolicy.OfGateway(state, router) is not { } policy || state.In(PortTable.Table).Find(router.GatewayPortId ?? "") is not { } gateway)
            return;
        if (gateway.FixedIps.Items.Where(ip => ip.Address.IsV4).Select(ip => ip.Address.ToString()).FirstOrDefault() is { } address)
            AddOutside(state, policy, rows, gateway, ("router", router.Id), PortPriority, address, OvnNames.GatewayBinding(gateway.Id));
    }

    /// <summary>The bit/s that are set aside for what leaves the instance; null: none.</summary>
    public static long? MinimumOf(IStateReader state, Port port) =>
        EffectivePolicy.Of(state, port) is { } policy
        && Rule(state, policy, QosRuleType.MinimumBandwidth, QosDirection.Egress) is { } rule
            ? rule.Rate * BitsPerKilobit
            : null;

    private static void AddOutside(
        IStateReader state, string policy, RowSet rows, Port gateway, (string Kind, string Id) owner, int priority, string address, string resident) => Add(
        state, policy, rows, gateway.NetworkId, owner, priority,
        $"inport == \"{gateway.Id}\" && ip4.src == {address} && is_chassis_resident(\"{resident}\")",
        $"outport == \"{gateway.Id}\" && ip4.dst == {address} && is_chassis_resident(\"{resident}\")");

    private static void Add(
        IStateReader state, string policy, RowSet rows, string networkId, (string Kind, string Id) owner, int priority, string egress, string ingress)
    {
        var mark = QosRuleTable.ByPolicy.Of(state, policy).FirstOrDefault(rule => rule.Type is QosRuleType.DscpMarking)?.DscpMark;
        Add(rows, networkId, owner, priority, "from-lport", egress, Rule(state, policy, QosRuleType.BandwidthLimit, QosDirection.Egress), mark, policy);
        Add(rows, networkId, owner, priority, "to-lport", ingress, Rule(state, policy, QosRuleType.BandwidthLimit, QosDirection.Ingress), null, policy);
    }

    private static void Add(
        RowSet rows, string networkId, (string Kind, string Id) owner, int priority, string direction, string match, QosRule? limit, byte? mark, string policy)
    {
        if (limit is null && mark is null)
            return;
        rows.AddTo(RowIds.Switch(networkId), LogicalSwitch.Columns.QosRules.Name, new QoS
        {
            Uuid = RowIds.Of($"qos-{direction}", owner.Id),
            Priority = priority,
            Direction = direction,
            Match = match,
            // Without a burst, as much as passes in a second: TCP gets half of its rate with the tenth of it.
            Bandwidth = limit is null
                ? EquatableMap<string, long>.Empty
                : new([new("rate", limit.Rate), new("burst", limit.Burst > 0 ? limit.Burst : limit.Rate)]),
            Action = mark is { } dscp ? new([new("dscp", dscp)]) : EquatableMap<string, long>.Empty,
            ExternalIds = OwnIds.Of(owner.Kind, owner.Id, ("neutron:qos_policy_id", policy)),
        });
    }

    private static QosRule? Rule(IStateReader state, string policy, QosRuleType type, QosDirection direction) =>
        QosRuleTable.ByPolicy.Of(state, policy).FirstOrDefault(rule => rule.Type == type && rule.Direction == direction && rule.Rate > 0);
}
