using Naru.Rest.Declarations;
using Naru.Rest.Values;

namespace Naru.Identity.Roles;

/// <summary>A role.</summary>
public static class RoleResource
{
    // A manager of a domain sees the roles that it can give.
    private const string Read = IdentityPolicies.SystemRead
        + " or (role:manager and ('manager':%(name)s or 'member':%(name)s or 'reader':%(name)s))";

    private const string List = IdentityPolicies.SystemRead + " or (role:manager and not domain_id:None)";

    public static readonly ResourceDefinition<Role> Definition = new("role", "roles", RoleTable.Table)
    {
        Blank = () => new Role { Id = IdentityResource.NewId() },
        Extras = IdentityFields.Extras<Role>(),
        ListPolicy = List,
        ReadPolicy = Read,
        CreatePolicy = IdentityPolicies.Admin,
        UpdatePolicy = IdentityPolicies.Admin,
        DeletePolicy = IdentityPolicies.Admin,
        Fields =
        [
            IdentityFields.Id<Role>(),
            new Field<Role, string>("name", IdentityFields.LongName, role => role.Name, (role, value) => role with { Name = value })
            {
                Access = Access.CreateUpdate, Required = true, Query = Query.FilterSort,
            },
            // A list without this filter shows the global roles.
            new Field<Role, string?>("domain_id", IdentityFields.Reference.OrNull(), role => role.DomainId, (role, value) => role with { DomainId = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort, DefaultFilter = "None",
            },
            new Field<Role, string?>("description", IdentityFields.Description.OrNull(), role => role.Description, (role, value) => role with { Description = value })
            {
                Access = Access.CreateUpdate,
            },
            new Field<Role, string>("options", Kinds.Json, role => role.Options, (role, value) => role with { Options = value })
            {
                Access = Access.CreateUpdate,
            },
        ],
    };
}
