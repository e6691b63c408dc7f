using Naru.Identity.Assignments;
using Naru.Identity.Projects;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Identity.Groups;

internal sealed class GroupRules : IResourceRules<Group>
{
    public Result<Group> Creating(Transaction state, Caller caller, Group draft, Given given)
    {
        var group = draft.DomainId.Length > 0 ? draft : draft with { DomainId = ProjectRules.DomainOf(caller) };
        return state.FindDomain(group.DomainId) is null ? IdentityErrors.NotFound("domain", group.DomainId) : CheckName(state, group);
    }

    public Result<Group> Updating(Transaction state, Caller caller, Group before, Group after, Given given) =>
        after.DomainId != before.DomainId ? IdentityErrors.Invalid("Cannot change Domain ID.") : CheckName(state, after);

    public Result<Done> Deleting(Transaction state, Caller caller, Group group)
    {
        RemoveTraces(state, group.Id);
        return Done.Ok;
    }

    internal static void RemoveTraces(Transaction state, string groupId)
    {
        foreach (var assignment in AssignmentTable.ByActor.Of(state, groupId))
            state.Delete(AssignmentTable.Table, assignment.Id);
        foreach (var membership in MembershipTable.ByGroup.Of(state, groupId))
            state.Delete(MembershipTable.Table, membership.Id);
    }

    private static Result<Group> CheckName(Transaction state, Group group) =>
        state.FindGroupByName(group.DomainId, group.Name) is { } same && same.Id != group.Id
            ? IdentityErrors.Duplicate("group", $"Duplicate entry found with name {group.Name} at domain ID {group.DomainId}")
            : group;
}
