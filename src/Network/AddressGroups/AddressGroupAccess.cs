using Naru.Network.Rbac;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.AddressGroups;

/// <summary>Which address groups a caller may name.</summary>
internal static class AddressGroupAccess
{
    public static Result<AddressGroup> Find(IStateReader state, Caller caller, string id) =>
        state.In(AddressGroupTable.Table).Find(id) is { } group
        && (caller.IsAdmin || group.ProjectId == caller.ProjectId || Sharing.IsOpenTo(state, id, caller.ProjectId))
            ? group
            : AddressGroupResource.Definition.NotFound(id);
}
