using Naru.Network.Agents;
using Naru.Network.FloatingIps;
using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Segments;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.Routers;

/// <summary>Decides which host serves a router. The ports of the router are bound to the same host.</summary>
/// <remarks>
/// What becomes of the routers of a host that is away is the matter of <see cref="Nodes.HostWatch"/>, and of the active host of a
/// highly available router that of <see cref="HighAvailability.RouterElections"/>.
/// </remarks>
public sealed class RouterScheduling(PortLifecycle ports, NetworkOptions options)
{
    /// <summary>The router with the hosts it needs, as far as there are some that can serve it.</summary>
    /// <param name="hasInterface">It is about to get an interface.</param>
    public Router Ensure(Transaction state, Router router, bool hasInterface = false)
    {
        var isNeeded = hasInterface || router.GatewayNetworkId is not null || RouterPorts.Of(state, router.Id).Any();
        if (!isNeeded)
            return router;
        // A highly available router without an active host, which had one, is about to get another.
        if (router.Host.Length == 0 && router.PreviousHost is null && Candidates(state, router).FirstOrDefault() is { } chosen)
            router = Place(state, router, chosen.Id);
        return router.IsHighlyAvailable ? AddStandbyHosts(state, router) : router;
    }

    /// <summary>Moves the router and its ports to a host; an empty name takes it off its host. The caller stores the router.</summary>
    public Router Place(Transaction state, Router router, string host)
    {
        foreach (var port in RouterPorts.Of(state, router.Id).Where(port => port.DeviceOwner != DeviceOwners.RouterInterfaceDistributed))
            ports.Change(state, port, port with { Binding = port.Binding with { Host = host } }).Unwrap();
        var placed = router with { Host = host, Status = L3Status.Active, StatusReason = "" };
        return router.IsHighlyAvailable
            ? placed with { Epoch = state.Revision + 1, PreviousHost = router.Host.Length > 0 ? router.Host : router.PreviousHost }
            : placed;
    }

    /// <summary>Makes a host that stands by the active one; the one before it stands by from now on. The caller stores the router.</summary>
    /// <remarks>Only for who made sure that the one before does not act any more.</remarks>
    public Router Appoint(Transaction state, Router router, string host)
    {
        var standby = router.Hosts.Where(other => other != host);
        if (router is { Host.Length: 0, PreviousHost: { } previous } && router.StandbyHosts.Items.Contains(previous))
            standby = standby.Append(previous).Distinct();
        return WithStandbyHosts(state, Place(state, router, host), standby);
    }

    /// <summary>Takes a highly available router off a host. The next active one is named once this one is known to have let go. The caller stores the router.</summary>
    public Router TakeOff(Transaction state, Router router, string host) => router.Host == host
        ? Place(state, router, "")
        : WithStandbyHosts(state, router, router.StandbyHosts.Items.Where(other => other != host));

    /// <summary>Stores a router that was taken off a host. When no other serves it, its floating IPs are DOWN: nobody is left who could say so, and the next host says when they work again.</summary>
    public static void Store(Transaction state, Router router)
    {
        state.Update(RouterTable.Table, router);
        if (router.IsDistributed || router.Hosts.Any())
            return;
        foreach (var floating in FloatingIpTable.ByRouter.Of(state, router.Id).Where(floating => floating.Status != L3Status.Down).ToList())
            state.Update(FloatingIpTable.Table, (floating with { Status = L3Status.Down, StatusReason = "" }).Touched(state));
    }

    /// <summary>Lets a host stand by for a highly available router. The caller stores the router.</summary>
    public static Router AddStandbyHost(Transaction state, Router router, string host) =>
        WithStandbyHosts(state, router, router.StandbyHosts.Items.Append(host));

    /// <summary>The router without anything that only highly available ones have. The caller stores it.</summary>
    public static Router Single(Router router) => router with { StandbyHosts = [], PreviousHost = null, Epoch = 0, HostsRevision = 0 };

    /// <summary>Places every router that waits for a host, as when a host has attached.</summary>
    public void PlaceWaiting(Transaction state)
    {
        var incomplete = state.In(RouterTable.Table).All.Where(router => router.Host.Length == 0 || (router.IsHighlyAvailable && Lacks(router) > 0));
        foreach (var router in incomplete.ToList())
        {
            if (Ensure(state, router) is var placed && placed != router)
                state.Update(RouterTable.Table, placed);
        }
    }

    /// <summary>Moves the routers of a host that is gone to others, and lets it stand by for none. What nobody else can serve stays.</summary>
    public void Evacuate(Transaction state, string host)
    {
        foreach (var router in RouterTable.ByHost.Of(state, host).Where(router => !router.IsHighlyAvailable).ToList())
        {
            if (Candidates(state, router).FirstOrDefault(node => node.Id != host) is { } other)
                state.Update(RouterTable.Table, Place(state, router, other.Id));
        }
        foreach (var router in RouterTable.ByStandbyHost.Of(state, host).ToList())
            Store(state, AddStandbyHosts(state, TakeOff(state, router, host)));
    }

    /// <summary>Whether <see cref="Evacuate"/> would change anything.</summary>
    public static bool MustEvacuate(IStateReader state, string host) =>
        RouterTable.ByStandbyHost.Any(state, host)
        || RouterTable.ByHost.Of(state, host).Any(router => !router.IsHighlyAvailable && Candidates(state, router).Any(node => node.Id != host));

    private static Router WithStandbyHosts(Transaction state, Router router, IEnumerable<string> hosts) =>
        router with { StandbyHosts = hosts.ToEquatableList(), HostsRevision = state.Revision + 1 };

    private Router AddStandbyHosts(Transaction state, Router router)
    {
        if (router.Host.Length == 0)
            return router;
        var added = Candidates(state, router).Select(node => node.Id).Where(host => !router.Hosts.Contains(host)).Take(Lacks(router)).ToList();
        return added.Count == 0 ? router : WithStandbyHosts(state, router, router.StandbyHosts.Items.Concat(added));
    }

    private int Lacks(Router router) => options.MaxHostsPerRouter == 0 ? int.MaxValue : options.MaxHostsPerRouter - router.Hosts.Count();

    /// <summary>Of the hosts that may serve it: those first that reach its external network, then those with the fewest routers.</summary>
    private static IEnumerable<Node> Candidates(IStateReader state, Router router) => state.In(NodeTable.Table).All
        .Where(node => node.IsAttached && node.Roles.Items.Contains(NodeRole.L3) && AgentTable.IsEnabled(state, node.Id, AgentKind.L3)
            && (router.AvailabilityZoneHints.IsEmpty || router.AvailabilityZoneHints.Items.Contains(node.AvailabilityZone)))
        .OrderBy(node => !Reaches(state, node, router.GatewayNetworkId))
        .ThenBy(node => RouterTable.ByHost.CountOf(state, node.Id))
        .ThenBy(node => RouterTable.ByStandbyHost.CountOf(state, node.Id));

    private static bool Reaches(IStateReader state, Node node, string? networkId) =>
        networkId is null || SegmentTable.Of(state, networkId).Any(segment => node.Carries(segment.NetworkType, segment.PhysicalNetwork));
}
