using Naru.Rest;
using Naru.State;

namespace Naru.Network.Networks;

/// <summary>Which networks a caller may know of without owning them.</summary>
public static class NetworkAccess
{
    /// <summary>Whether others than the owner see it: shared networks, and external ones because routers and floating IPs name them.</summary>
    public static bool IsOpenTo(IStateReader state, Caller caller, VirtualNetwork network) => network.Shared || network.IsExternal;

    /// <summary>Whether the caller may use the network's id in a request; if not, it does not exist for them.</summary>
    public static bool Sees(IStateReader state, Caller caller, VirtualNetwork network) =>
        caller.IsAdmin || caller.HasRole("service") || network.ProjectId == caller.ProjectId || IsOpenTo(state, caller, network);
}
