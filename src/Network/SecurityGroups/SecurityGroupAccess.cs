using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.SecurityGroups;

/// <summary>Which security groups a caller may name.</summary>
internal static class SecurityGroupAccess
{
    public static Result<SecurityGroup> Find(IStateReader state, Caller caller, string id) =>
        state.In(SecurityGroupTable.Table).Find(id) is { } group && (caller.IsAdmin || group.ProjectId == caller.ProjectId)
            ? group
            : SecurityGroupErrors.NotFound(id);
}
