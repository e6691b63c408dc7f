using Naru.Identity.Groups;
using Naru.Identity.Roles;
using Naru.Identity.Users;
using Naru.Primitives;
using Naru.State;

namespace Naru.Identity.Projects;

/// <summary>A domain goes with everything that lives in it, once it is disabled.</summary>
internal static class DomainDeletion
{
    public static Result<Done> Delete(Transaction state, Project domain)
    {
        if (domain.Enabled)
            return IdentityErrors.Forbidden($"Cannot delete a domain that is enabled, please disable it first: {domain.Id}.");
        if (domain.Id == "default")
            return IdentityErrors.Forbidden("Cannot delete the default domain.");
        foreach (var user in UserTable.ByDomain.Of(state, domain.Id))
        {
            UserDeletion.RemoveTraces(state, user.Id);
            state.Delete(UserTable.Table, user.Id);
        }
        foreach (var group in GroupTable.ByDomain.Of(state, domain.Id))
        {
            GroupRules.RemoveTraces(state, group.Id);
            state.Delete(GroupTable.Table, group.Id);
        }
        foreach (var role in RoleTable.ByDomain.Of(state, domain.Id))
        {
            RoleRules.RemoveTraces(state, role.Id);
            state.Delete(RoleTable.Table, role.Id);
        }
        foreach (var project in ProjectTable.ByDomain.Of(state, domain.Id))
        {
            ProjectDeletion.RemoveTraces(state, project.Id);
            state.Delete(ProjectTable.Table, project.Id);
        }
        ProjectDeletion.RemoveTraces(state, domain.Id);
        return Done.Ok;
    }
}
