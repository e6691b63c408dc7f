using Naru.Identity.Projects;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Values;

namespace Naru.Identity.Domains;

/// <summary>A domain: the namespace of users, groups, projects and roles. The document is a <see cref="Project"/>.</summary>
public static class DomainResource
{
    public static readonly ResourceDefinition<Project> Definition = new("domain", "domains", ProjectTable.Table)
    {
        Blank = () => new Project { Id = IdentityResource.NewId(), IsDomain = true },
        Only = project => project.IsDomain,
        Extras = IdentityFields.Extras<Project>(),
        ListPolicy = IdentityPolicies.SystemRead + " or (role:reader and domain_id:%(domain_id)s)",
        ReadPolicy = IdentityPolicies.SystemRead + " or domain_id:%(id)s or token.project.domain.id:%(id)s",
        CreatePolicy = IdentityPolicies.Admin,
        UpdatePolicy = IdentityPolicies.Admin,
        DeletePolicy = IdentityPolicies.Admin,
        Fields =
        [
            new Field<Project, string>("id", DomainId, domain => domain.Id, (domain, value) => domain with { Id = value })
            {
                Access = Access.Create, Query = Query.FilterSort,
            },
            new Field<Project, string>("name", IdentityFields.ShortName, domain => domain.Name, (domain, value) => domain with { Name = value })
            {
                Access = Access.CreateUpdate, Required = true, Query = Query.FilterSort,
            },
            new Field<Project, string>("description", IdentityFields.Description, domain => domain.Description, (domain, value) => domain with { Description = value })
            {
                Access = Access.CreateUpdate,
            },
            new Field<Project, bool>("enabled", IdentityFields.Flag, domain => domain.Enabled, (domain, value) => domain with { Enabled = value })
            {
                Access = Access.CreateUpdate, Query = Query.Filter,
            },
            new Field<Project, EquatableList<string>>("tags", new ListKind<string>(ProjectResource.Tag, ProjectTags.Max) { Distinct = true },
                domain => domain.Tags, (domain, value) => domain with { Tags = value })
            {
                Access = Access.CreateUpdate,
            },
            new Field<Project, string>("options", Kinds.Json, domain => domain.Options, (domain, value) => domain with { Options = value })
            {
                Access = Access.CreateUpdate,
            },
        ],
    };

    private static TextKind DomainId => new(1, 64)
    {
        Check = text => Guid.TryParseExact(text, "N", out _) ? null : $"'{text}' is not an id: expected 32 hexadecimal digits",
    };
}
