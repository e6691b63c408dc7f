using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.Segments;
using Naru.State;

namespace Naru.Walk.Reach;

/// <summary>Which ports, routers and hosts carry packets, and between which hosts a network does.</summary>
internal sealed class Wiring(IStateReader state, ReachBasis basis)
{
    /// <summary>Wired on a host, as far as the API knows.</summary>
    public bool IsUp(Port port) => port.AdminStateUp && (basis is ReachBasis.Intended
        || (port is { Binding.IsBound: true, Status: not PortStatus.Error }
            && (port.Status is PortStatus.Active || state.In(NodeTable.Table).Find(port.Binding.Host) is { IsAttached: true })));

    /// <summary>The same for a router's port. A distributed router has its interfaces wherever it is needed, and none is bound.</summary>
    public bool IsUp(Router router, Port own) => router.IsDistributed && DeviceOwners.IsRouterInterface(own.DeviceOwner) ? own.AdminStateUp : IsUp(own);

    public bool IsServed(Router router) => router.AdminStateUp && (basis is ReachBasis.Intended || router.IsDistributed || router.Host.Length > 0);

    /// <summary>Whether the router has its way out somewhere.</summary>
    public bool HasWayOut(Router router) => router.AdminStateUp && (basis is ReachBasis.Intended || router.Host.Length > 0);

    /// <summary>The host on which a router meets a port of another host: the router's own, or that very one.</summary>
    public string HostOf(Router router, Port own, string host) => router.IsDistributed && DeviceOwners.IsRouterInterface(own.DeviceOwner) ? host : own.Binding.Host;

    /// <summary>Ports of one host meet on its br-int; others need a segment that both hosts carry.</summary>
    public bool IsJoined(string networkId, string host, string other) => basis is ReachBasis.Intended
        || host == other
        || SegmentTable.Of(state, networkId).Any(segment => Carries(host, segment) && Carries(other, segment));

    public bool IsOnPhysicalNetwork(Port port) => SegmentTable.Of(state, port.NetworkId)
        .Any(segment => segment.PhysicalNetwork is not null && (basis is ReachBasis.Intended || Carries(port.Binding.Host, segment)));

    private bool Carries(string host, Segment segment) =>
        state.In(NodeTable.Table).Find(host)?.Carries(segment.NetworkType, segment.PhysicalNetwork) is true && segment.NetworkType != "local";
}
