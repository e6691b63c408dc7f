using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Values;

namespace Naru.Identity.Projects;

/// <summary>A project: what resources of the cloud belong to, and what roles are given on.</summary>
public static class ProjectResource
{
    private const string ReadOwn = IdentityPolicies.DomainRead + " or project_id:%(id)s";

    internal static readonly TextKind Tag = new(1, 255)
    {
        Check = text => text.AsSpan().ContainsAny('/', ',') ? $"'{text}' has a '/' or ',': a tag has none" : null,
    };

    public static readonly ResourceDefinition<Project> Definition = new("project", "projects", ProjectTable.Table)
    {
        Blank = () => new Project { Id = IdentityResource.NewId() },
        Operations = Operations.All & ~Operations.Show,
        Tagged = true,
        Extras = IdentityFields.Extras<Project>(),
        ListPolicy = IdentityPolicies.DomainRead,
        ReadPolicy = ReadOwn,
        CreatePolicy = IdentityPolicies.DomainManage,
        UpdatePolicy = IdentityPolicies.DomainManage,
        DeletePolicy = IdentityPolicies.DomainManage,
        Fields =
        [
            IdentityFields.Id<Project>(),
            new Field<Project, string>("name", IdentityFields.ShortName, project => project.Name, (project, value) => project with { Name = value })
            {
                Access = Access.CreateUpdate, Required = true, Query = Query.FilterSort,
            },
            new Field<Project, string?>("domain_id", IdentityFields.Reference.OrNull(), project => project.DomainId, (project, value) => project with { DomainId = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            new Field<Project, string>("description", IdentityFields.Description, project => project.Description, (project, value) => project with { Description = value })
            {
                Access = Access.CreateUpdate,
            },
            new Field<Project, bool>("enabled", IdentityFields.Flag, project => project.Enabled, (project, value) => project with { Enabled = value })
            {
                Access = Access.CreateUpdate, Query = Query.Filter,
            },
            new Field<Project, string?>("parent_id", IdentityFields.Reference.OrNull(), project => project.ParentId, (project, value) => project with { ParentId = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            new Field<Project, bool>("is_domain", IdentityFields.Flag, project => project.IsDomain, (project, value) => project with { IsDomain = value })
            {
                Access = Access.CreateUpdate, Query = Query.Filter, DefaultFilter = "False",
            },
            new Field<Project, EquatableList<string>>("tags", new ListKind<string>(Tag, ProjectTags.Max) { Distinct = true },
                project => project.Tags, (project, value) => project with { Tags = value })
            {
                Access = Access.CreateUpdate,
            },
            new Field<Project, string>("options", Kinds.Json, project => project.Options, (project, value) => project with { Options = value })
            {
                Access = Access.CreateUpdate,
            },
        ],
    };
}
