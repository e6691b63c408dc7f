using Naru.State;

namespace Naru.Identity.Projects;

/// <summary>Walks the tree of projects. The domain at its root is not part of it.</summary>
internal static class ProjectTree
{
    /// <summary>The projects above, nearest first.</summary>
    public static IEnumerable<Project> Ancestors(this IStateReader state, Project project)
    {
        for (var current = project; current.ParentId is { } parent && state.In(ProjectTable.Table).Find(parent) is { IsDomain: false } next; current = next)
            yield return next;
    }

    /// <summary>All projects below, parents before children.</summary>
    public static IEnumerable<Project> Subtree(this IStateReader state, string id)
    {
        foreach (var child in ProjectTable.ByParent.Of(state, id))
        {
            yield return child;
            foreach (var below in state.Subtree(child.Id))
                yield return below;
        }
    }
}
