using Naru.Agent.Namespaces;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Routing;

/// <summary>One kind of namespaces that routers have: which, and what is in them.</summary>
/// <param name="Prefix">What their names begin with.</param>
/// <param name="Group">The link group of their devices.</param>
/// <param name="Plan">What a router needs; null: nothing of this kind on this host.</param>
/// <param name="FloatingIps">The ids of the floating IPs of a router that are translated there.</param>
internal sealed record RouterSpaces(
    string Prefix, uint Group, Func<NodeView, NodeRouter, RouterPlan?> Plan, Func<NodeRouter, IEnumerable<string>> FloatingIps)
{
    /// <summary><c>qrouter-…</c>: every router.</summary>
    public static readonly RouterSpaces Routers = new(
        RouterPlan.NamespacePrefix, LinkGroups.Router,
        (view, router) => router.IsDistributed ? Distributed.DistributedRouterPlan.Of(view, router) : RouterPlan.Of(view, router),
        router => Ids(router.FloatingIps, router.IsDistributed ? [] : router.PortForwardings));

    /// <summary><c>snat-…</c>: the way out of distributed routers.</summary>
    public static RouterSpaces Snat(string host) => new(
        Distributed.SnatPlan.NamespacePrefix, LinkGroups.Snat,
        (view, router) => Distributed.SnatPlan.Of(view, router, host),
        router => Ids(router.CentralFloatingIps, router.PortForwardings));

    private static IEnumerable<string> Ids(EquatableList<NodeFloatingIp> floatingIps, EquatableList<NodePortForwarding> forwardings) =>
        floatingIps.Select(floating => floating.Id).Concat(forwardings.Select(forwarding => forwarding.FloatingIpId));
}
