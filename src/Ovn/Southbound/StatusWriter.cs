using Naru.Network;
using Naru.Network.FloatingIps;
using Naru.Network.Ml2.MechanismDrivers;
using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.Trunks;
using Naru.NodeContract;
using Naru.Protocols.Ovsdb.Replica;
using Naru.Rest;
using Naru.State;

namespace Naru.Ovn.Southbound;

/// <summary>Turns what is seen in the southbound database into the status that clients see. What is the same as before writes nothing.</summary>
internal static class StatusWriter
{
    /// <summary>Brings hosts to what their chassis say.</summary>
    /// <returns>Whose sign of life has come or ended: the chassis, its host, and which of both.</returns>
    public static IReadOnlyList<(string Chassis, string Host, bool IsAlive)> Hosts(Transaction state, NodeAttachment attachment, IReadOnlyList<Node> chassis)
    {
        var news = new List<(string, string, bool)>();
        foreach (var node in chassis)
        {
            var known = state.In(NodeTable.Table).Find(node.Id);
            if (known is not null && ChassisHosts.AreSame(known, node))
                continue;
            attachment.AttachChassis(state, known is { IsAttached: true } && node.IsAttached ? node with { AttachedAt = known.AttachedAt } : node);
            if (known?.IsAttached != node.IsAttached)
                news.Add((node.Chassis!, node.Id, node.IsAttached));
        }
        var present = chassis.Select(node => node.Id).ToHashSet();
        foreach (var gone in state.In(NodeTable.Table).All
            .Where(node => node is { Mechanism: OvnDriver.Mechanism, IsSimulated: false, IsAttached: true } && !present.Contains(node.Id)).ToList())
        {
            state.Update(NodeTable.Table, gone with { IsAttached = false, DetachedAt = state.Time });
            news.Add((gone.Chassis ?? "", gone.Id, false));
        }
        return news;
    }

    /// <summary>Brings a port to what its binding is: wired on its host, or not.</summary>
    /// <param name="southbound">Null: nothing is observed. What northd makes counts as done, which are the ports of routers; hosts are simulated.</param>
    public static void Port(Transaction state, ReplicaSnapshot? southbound, string portId)
    {
        if (state.In(PortTable.Table).Find(portId) is not { } port || IsSimulated(state, port))
            return;
        if (southbound is null)
        {
            if (DeviceOwners.BelongsToRouter(port.DeviceOwner) && port.Status is not PortStatus.Active)
                PortProvisioning.Report(state, port.Id, port.Binding.Host, ProvisioningSteps.L2, ProvisioningState.Up);
            return;
        }
        var host = PortSightings.WiredOn(southbound, PortSightings.Find(southbound, portId), port);
        // What is wired on another host than the one it is bound to is being moved.
        var isUp = host is not null && (host == port.Binding.Host || port.Binding.VifType == VifTypes.Distributed);
        if (isUp != port.Provisioned.HasFlag(ProvisioningSteps.L2) || (isUp && port.Status is not PortStatus.Active))
            PortProvisioning.Report(state, port.Id, port.Binding.Host, ProvisioningSteps.L2, isUp ? ProvisioningState.Up : ProvisioningState.Down);
        foreach (var trunk in TrunksOf(state, port.Id))
            Trunk(state, southbound, trunk);
    }

    /// <summary>Brings a floating IP to what its gateway is: translated, or nowhere yet.</summary>
    /// <param name="southbound">Null: nothing is observed, and what is written counts as done.</param>
    public static void FloatingIp(Transaction state, ReplicaSnapshot? southbound, string id)
    {
        if (state.In(FloatingIpTable.Table).Find(id) is not { RouterId: { } routerId } floating || state.In(RouterTable.Table).Find(routerId) is not { } router)
            return;
        var gateway = router.Gateways.Items.Where(gateway => gateway.NetworkId == floating.FloatingNetworkId).Select(gateway => gateway.PortId).FirstOrDefault();
        var isServed = southbound is null || (gateway is not null && PortSightings.IsServed(southbound, gateway));
        var after = floating with { Status = isServed ? L3Status.Active : L3Status.Down, StatusReason = isServed ? "" : "No gateway chassis serves the router." };
        if (after != floating)
            state.Update(FloatingIpTable.Table, after.Touched(state));
    }

    private static IEnumerable<Trunk> TrunksOf(IStateReader state, string portId) =>
        new[] { TrunkTable.ByParent.Find(state, portId), TrunkTable.OfSubPort(state, portId) }.OfType<Trunk>();

    private static void Trunk(Transaction state, ReplicaSnapshot southbound, Trunk trunk)
    {
        if (state.In(PortTable.Table).Find(trunk.PortId) is not { } parent)
            return;
        var isUp = trunk.SubPorts.Select(sub => sub.PortId).Prepend(trunk.PortId)
            .All(id => PortSightings.Find(southbound, id) is { IsUp: true, Chassis: not null });
        var observation = new Observation(ObservedKind.Trunk, trunk.Id, isUp ? Condition.Active : Condition.Down, isUp ? TrunkView.Of(trunk).Carrying : "");
        TrunkStatus.Report(state, parent.Binding.Host, observation);
    }

    private static bool IsSimulated(IStateReader state, Port port) => state.In(NodeTable.Table).Find(port.Binding.Host) is { IsSimulated: true };
}
