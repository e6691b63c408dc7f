using Naru.Network.Rbac;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.SecurityGroups;

/// <summary>Which security groups a caller may name.</summary>
internal static class SecurityGroupAccess
{
    public static Result<SecurityGroup> Find(IStateReader state, Caller caller, string id) =>
        state.In(SecurityGroupTable.Table).Find(id) is { } group && (caller.IsAdmin || MayUse(state, caller.ProjectId, group))
            ? group
            : SecurityGroupErrors.NotFound(id);

    /// <summary>Whether ports of the project may be members.</summary>
    public static bool MayUse(IStateReader state, string projectId, SecurityGroup group) =>
        group.ProjectId == projectId || Sharing.IsOpenTo(state, group.Id, projectId);
}
