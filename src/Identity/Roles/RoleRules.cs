using Naru.Identity.Assignments;
using Naru.Identity.Projects;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Identity.Roles;

internal sealed class RoleRules : IResourceRules<Role>
{
    public Result<Role> Creating(Transaction state, Caller caller, Role draft, Given given) =>
        draft.DomainId is { } domain && state.FindDomain(domain) is null ? IdentityErrors.NotFound("domain", domain) : CheckName(state, draft);

    public Result<Role> Updating(Transaction state, Caller caller, Role before, Role after, Given given) =>
        after.DomainId != before.DomainId
            ? IdentityErrors.Invalid("Update of `domain_id` is not allowed.")
            : CheckName(state, after);

    public Result<Done> Deleting(Transaction state, Caller caller, Role role)
    {
        RemoveTraces(state, role.Id);
        return Done.Ok;
    }

    internal static void RemoveTraces(Transaction state, string roleId)
    {
        foreach (var assignment in AssignmentTable.ByRole.Of(state, roleId))
            state.Delete(AssignmentTable.Table, assignment.Id);
        foreach (var rule in ImpliedRoleTable.ByPrior.Of(state, roleId))
            state.Delete(ImpliedRoleTable.Table, rule.Id);
        foreach (var rule in ImpliedRoleTable.ByImplied.Of(state, roleId))
            state.Delete(ImpliedRoleTable.Table, rule.Id);
    }

    private static Result<Role> CheckName(Transaction state, Role role) =>
        state.FindRoleByName(role.DomainId, role.Name) is { } same && same.Id != role.Id
            ? IdentityErrors.Duplicate("role", $"Duplicate entry found with name {role.Name}{(role.DomainId is { } domain ? $" at domain ID {domain}" : "")}")
            : role;
}
