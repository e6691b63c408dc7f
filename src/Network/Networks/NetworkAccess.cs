using Naru.Network.Rbac;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.Networks;

/// <summary>Which networks a caller may know of without owning them.</summary>
public static class NetworkAccess
{
    /// <summary>Whether others than the owner see it: shared networks, and external ones because routers and floating IPs name them.</summary>
    public static bool IsOpenTo(IStateReader state, Caller caller, VirtualNetwork network) =>
        network.Shared || Sharing.IsOpenTo(state, network.Id, caller.ProjectId)
        || Sharing.IsOpenTo(state, network.Id, caller.ProjectId, RbacPolicy.AccessAsExternal);

    /// <summary>Whether a project may attach ports to the network of another.</summary>
    public static bool IsSharedWith(IStateReader state, string projectId, VirtualNetwork network) =>
        network.Shared || Sharing.IsOpenTo(state, network.Id, projectId);

    /// <summary>Whether routers and floating IPs of a project may use the network as one that reaches the outside.</summary>
    public static bool IsExternalFor(IStateReader state, string projectId, VirtualNetwork network) =>
        network.IsExternal && (network.ProjectId == projectId || Sharing.IsOpenTo(state, network.Id, projectId, RbacPolicy.AccessAsExternal));

    /// <summary>Whether the caller may use the network's id in a request; if not, it does not exist for them.</summary>
    public static bool Sees(IStateReader state, Caller caller, VirtualNetwork network) =>
        caller.IsAdmin || caller.HasRole("service") || network.ProjectId == caller.ProjectId || IsOpenTo(state, caller, network);
}
