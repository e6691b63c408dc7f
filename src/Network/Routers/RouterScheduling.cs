using Naru.Network.Agents;
using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Segments;
using Naru.NodeContract;
using Naru.State;

namespace Naru.Network.Routers;

/// <summary>Decides which host serves a router. The ports of the router are bound to the same host.</summary>
/// <remarks>A router stays on its host while that is away: moving it is the matter of who watches over hosts.</remarks>
public sealed class RouterScheduling(PortLifecycle ports)
{
    /// <summary>The router with a host, if it needs one, has none and some host can serve it.</summary>
    /// <param name="hasInterface">It is about to get an interface.</param>
    public Router Ensure(Transaction state, Router router, bool hasInterface = false)
    {
        if (router.Host.Length > 0)
            return router;
        var isNeeded = hasInterface || router.GatewayNetworkId is not null || RouterPorts.Of(state, router.Id).Any();
        return isNeeded && Choose(state, router) is { } host ? Place(state, router, host) : router;
    }

    /// <summary>Moves the router and its ports to a host; an empty name takes it off its host. The caller stores the router.</summary>
    public Router Place(Transaction state, Router router, string host)
    {
        foreach (var port in RouterPorts.Of(state, router.Id))
            ports.Change(state, port, port with { Binding = port.Binding with { Host = host } }).Unwrap();
        return router with { Host = host, Status = L3Status.Active, StatusReason = "" };
    }

    /// <summary>Places every router that waits for a host, as when a host has attached.</summary>
    public void PlaceWaiting(Transaction state)
    {
        foreach (var router in RouterTable.ByHost.Of(state, ""))
        {
            if (Ensure(state, router) is { Host.Length: > 0 } placed)
                state.Update(RouterTable.Table, placed);
        }
    }

    /// <summary>Of the hosts that may serve it: one that reaches its external network, then the one with the fewest routers.</summary>
    private static string? Choose(IStateReader state, Router router) => Candidates(state, router)
        .OrderBy(node => !Reaches(state, node, router.GatewayNetworkId))
        .ThenBy(node => RouterTable.ByHost.CountOf(state, node.Id))
        .FirstOrDefault()?.Id;

    private static IEnumerable<Node> Candidates(IStateReader state, Router router) => state.In(NodeTable.Table).All.Where(node =>
        node.IsAttached && node.Roles.Items.Contains(NodeRole.L3) && AgentTable.IsEnabled(state, node.Id, AgentKind.L3)
        && (router.AvailabilityZoneHints.IsEmpty || router.AvailabilityZoneHints.Items.Contains(node.AvailabilityZone)));

    private static bool Reaches(IStateReader state, Node node, string? networkId) =>
        networkId is null || SegmentTable.Of(state, networkId).Any(segment => node.Carries(segment.NetworkType, segment.PhysicalNetwork));
}
