using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Identity.Projects;

internal sealed class ProjectRules : IResourceRules<Project>
{
    /// <summary>Levels of projects below a domain.</summary>
    private const int MaxDepth = 5;

    public Result<Project> Creating(Transaction state, Caller caller, Project draft, Given given)
    {
        if (draft.IsDomain)
            return draft.ParentId is null && draft.DomainId is null
                ? CheckName(state, draft)
                : IdentityErrors.Invalid("A project that is a domain has neither parent_id nor domain_id.");
        var parent = draft.ParentId is { } parentId ? state.In(ProjectTable.Table).Find(parentId) : null;
        if (draft.ParentId is not null && parent is null)
            return IdentityErrors.NotFound("project", draft.ParentId);
        var domainId = draft.DomainId ?? (parent is null ? DomainOf(caller) : parent.DomainId ?? parent.Id);
        if (state.FindDomain(domainId) is not { } domain)
            return IdentityErrors.NotFound("domain", domainId);
        parent ??= domain;
        if (domainId != (parent.DomainId ?? parent.Id))
            return IdentityErrors.Invalid($"The domain {domainId} is not that of the parent project {parent.Id}.");
        if (!parent.Enabled || state.Ancestors(parent).Any(ancestor => !ancestor.Enabled))
            return IdentityErrors.Forbidden($"Cannot create project in a branch containing a disabled project: {parent.Id}.");
        if (!parent.IsDomain && state.Ancestors(parent).Count() + 2 > MaxDepth)
            return IdentityErrors.Forbidden($"Max hierarchy depth reached for {parent.Id} branch.");
        return CheckName(state, draft with { DomainId = domainId, ParentId = parent.Id });
    }

    public Result<Project> Updating(Transaction state, Caller caller, Project before, Project after, Given given)
    {
        if (after.DomainId != before.DomainId)
            return IdentityErrors.Invalid("Cannot change Domain ID.");
        if (after.ParentId != before.ParentId)
            return IdentityErrors.Forbidden($"Update of `parent_id` is not allowed.");
        if (after.IsDomain != before.IsDomain)
            return IdentityErrors.Invalid("Update of `is_domain` is not allowed.");
        if (before.Enabled && !after.Enabled && !before.IsDomain && state.Subtree(before.Id).Any(child => child.Enabled))
            return IdentityErrors.Forbidden($"Cannot disable project {before.Id} since its subtree contains enabled projects.");
        if (!before.Enabled && after.Enabled && state.Ancestors(before).Any(ancestor => !ancestor.Enabled))
            return IdentityErrors.Forbidden($"Cannot enable project {before.Id} since it has disabled parents.");
        return CheckName(state, after);
    }

    public Result<Done> Deleting(Transaction state, Caller caller, Project project)
    {
        if (project.IsDomain)
            return DomainDeletion.Delete(state, project);
        if (ProjectTable.ByParent.Any(state, project.Id))
            return IdentityErrors.Forbidden($"Cannot delete the project {project.Id} since it is not a leaf in the hierarchy. Use the cascade option if you want to delete a whole subtree.");
        ProjectDeletion.RemoveTraces(state, project.Id);
        return Done.Ok;
    }

    /// <summary>The domain of what a caller makes without naming one.</summary>
    internal static string DomainOf(Caller caller) =>
        caller.DomainId.Length > 0 ? caller.DomainId : caller.UserDomainId.Length > 0 ? caller.UserDomainId : "default";

    private static Result<Project> CheckName(Transaction state, Project project)
    {
        var same = project.IsDomain
            ? state.FindDomainByName(project.Name)
            : state.FindProjectByName(project.DomainId!, project.Name);
        if (same is null || same.Id == project.Id)
            return project;
        return project.IsDomain
            ? IdentityErrors.Duplicate("domain", $"Duplicate entry found with name {project.Name}")
            : IdentityErrors.Duplicate("project", $"Duplicate entry found with name {project.Name} at domain ID {project.DomainId}");
    }
}
