using Naru.Network.FloatingIps;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.Routers.Distributed;
using Naru.Network.Trunks;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.Nodes;

/// <summary>Turns what hosts see into the status that clients see. What is the same as before writes nothing.</summary>
public static class Observations
{
    /// <param name="host">Who observed. What a host says of things that are not its own any more is old news and changes nothing.</param>
    public static void Apply(Transaction state, string host, IReadOnlyList<Observation> observations)
    {
        foreach (var observation in observations)
        {
            switch (observation.Kind)
            {
                case ObservedKind.Port:
                    PortProvisioning.Report(state, observation.Id, host, ProvisioningSteps.L2, StateOf(observation.Condition), observation.Detail);
                    break;
                case ObservedKind.Dhcp:
                    ApplyDhcp(state, host, observation);
                    break;
                case ObservedKind.Router:
                    ApplyRouter(state, host, observation);
                    break;
                case ObservedKind.FloatingIp:
                    ApplyFloatingIp(state, host, observation);
                    break;
                case ObservedKind.Trunk:
                    TrunkStatus.Report(state, host, observation);
                    break;
            }
        }
    }

    /// <summary>Records what a host saw on the ways to other hosts' tunnels.</summary>
    public static void ApplyTunnels(Transaction state, string host, EquatableList<NodeTunnel> tunnels)
    {
        if (state.In(NodeTable.Table).Find(host) is { } node && node.Tunnels != tunnels)
            state.Update(NodeTable.Table, node with { Tunnels = tunnels });
    }

    private static void ApplyDhcp(Transaction state, string host, Observation observation)
    {
        if (state.In(PortTable.Table).Find(observation.Id) is not { } port
            || !PortTable.ByNetworkAndOwner.Of(state, (port.NetworkId, DeviceOwners.Dhcp)).Any(served => served.Binding.Host == host))
        {
            return;
        }
        // A server that lost a lease will say so and then have it again: the port's wiring is as it was.
        if (observation.Condition is not Condition.Down)
            PortProvisioning.Report(state, port.Id, host, ProvisioningSteps.Dhcp, StateOf(observation.Condition), observation.Detail);
    }

    private static void ApplyRouter(Transaction state, string host, Observation observation)
    {
        if (state.In(RouterTable.Table).Find(observation.Id) is not { } router || router.Host != host)
            return;
        var after = observation.Condition is Condition.Error
            ? router with { Status = L3Status.Error, StatusReason = observation.Detail }
            : router with { Status = L3Status.Active, StatusReason = "" };
        if (after != router)
            state.Update(RouterTable.Table, after.Touched(state));
    }

    private static void ApplyFloatingIp(Transaction state, string host, Observation observation)
    {
        if (state.In(FloatingIpTable.Table).Find(observation.Id) is not { RouterId: { } routerId } floating
            || state.In(RouterTable.Table).Find(routerId) is not { } router || DistributedRouters.HostOf(state, router, floating) != host)
        {
            return;
        }
        var after = observation.Condition switch
        {
            Condition.Active => floating with { Status = L3Status.Active, StatusReason = "" },
            Condition.Error => floating with { Status = L3Status.Error, StatusReason = observation.Detail },
            _ => floating with { Status = L3Status.Down, StatusReason = "" },
        };
        if (after != floating)
            state.Update(FloatingIpTable.Table, after.Touched(state));
    }

    private static ProvisioningState StateOf(Condition condition) => condition switch
    {
        Condition.Active => ProvisioningState.Up,
        Condition.Error => ProvisioningState.Failed,
        _ => ProvisioningState.Down,
    };
}
