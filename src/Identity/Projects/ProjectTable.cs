using Naru.State;

namespace Naru.Identity.Projects;

/// <summary>Where projects and domains are kept.</summary>
public static class ProjectTable
{
    public static readonly Table<Project> Table = new("projects", ProjectJson.Default.Project);

    public static readonly Index<Project, string> ByDomain = Table.IndexBy("domain", project => project.DomainId);

    public static readonly Index<Project, string> ByParent = Table.IndexBy("parent", project => project.ParentId);

    /// <summary>Names are unique among domains, and among the projects of a domain.</summary>
    private static readonly UniqueIndex<Project, (string Domain, string Name)> Names =
        Table.UniqueBy("name", (Project project) => ((string, string)?)(project.DomainId ?? "", project.Name));

    public static Project? FindDomain(this IStateReader state, string id) =>
        state.In(Table).Find(id) is { IsDomain: true } domain ? domain : null;

    public static Project? FindDomainByName(this IStateReader state, string name) => Names.Find(state, ("", name));

    public static Project? FindProjectByName(this IStateReader state, string domainId, string name) => Names.Find(state, (domainId, name));

    /// <summary>The project and its domain are both enabled.</summary>
    public static bool IsUsable(this IStateReader state, Project project) =>
        project.Enabled && (project.DomainId is not { } domain || state.In(Table).Find(domain) is { Enabled: true });
}
