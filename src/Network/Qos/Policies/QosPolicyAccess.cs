using Naru.Network.Rbac;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.Qos.Policies;

/// <summary>Which QoS policies a caller may put on ports, networks, floating IPs and gateways, and take off them.</summary>
internal static class QosPolicyAccess
{
    public static Result<QosPolicy> Find(IStateReader state, Caller caller, string id) =>
        state.In(QosPolicyTable.Table).Find(id) is { } policy && IsAccessible(state, caller, policy) ? policy : QosPolicyResource.Definition.NotFound(id);

    /// <summary>
    /// Checks that an object may go from one policy to another: the new one has to exist for the caller, and what somebody else
    /// imposed stays.
    /// </summary>
    public static Result<Done> CheckChange(IStateReader state, Caller caller, string? before, string? after)
    {
        if (before == after)
            return Done.Ok;
        if (before is not null && state.In(QosPolicyTable.Table).Find(before) is { } old && !IsAccessible(state, caller, old))
        {
            return Error.Forbidden("PolicyRemoveAuthorizationError",
                $"Failed to remove provided policy {before} because you are not authorized.");
        }
        return after is null ? Done.Ok : Find(state, caller, after).Map(_ => default(Done));
    }

    private static bool IsAccessible(IStateReader state, Caller caller, QosPolicy policy) =>
        caller.IsAdmin || policy.ProjectId == caller.ProjectId || Sharing.IsOpenTo(state, policy.Id, caller.ProjectId);
}
