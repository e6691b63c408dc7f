using Naru.Network.ConntrackHelpers;
using Naru.Network.LocalIps;
using Naru.Network.Metering;
using Naru.Network.NdpProxies;
using Naru.Network.Routers;
using Naru.Network.Trunks;
using Naru.State;

namespace Naru.Network.Engines;

/// <summary>What of a cloud OVN has no words for, so that it cannot be given to it.</summary>
internal static class EngineObstacles
{
    /// <summary>A sentence for each kind of thing that stands in the way.</summary>
    public static IEnumerable<string> ToOvn(IStateReader state)
    {
        foreach (var router in state.In(RouterTable.Table).All.Where(router => router.IsDistributed || router.IsHighlyAvailable))
            yield return $"router {router.Id} is {(router.IsDistributed ? "'distributed'" : "'ha'")}, which OVN's routers are by themselves: set it to False";
        if (state.In(NdpProxyTable.Table).Count > 0 || state.In(RouterTable.Table).All.Any(router => router.EnableNdpProxy))
            yield return "OVN has no NDP proxies: delete them and set 'enable_ndp_proxy' of their routers to False";
        if (state.In(ConntrackHelperTable.Table).Count > 0)
            yield return "OVN has no conntrack helpers: delete them";
        if (state.In(LocalIpTables.LocalIps).Count > 0)
            yield return "OVN has no local IPs: delete them";
        if (state.In(MeteringLabelTable.Table).Count > 0)
            yield return "OVN does not meter: delete the metering labels";
        if (state.In(TrunkTable.Table).Count > 0)
            yield return "the parents of trunks are plugged into bridges of their own: delete the trunks and make them again afterwards";
    }
}
