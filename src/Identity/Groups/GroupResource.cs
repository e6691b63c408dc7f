using Naru.Rest.Declarations;

namespace Naru.Identity.Groups;

/// <summary>A group of users.</summary>
public static class GroupResource
{
    public static readonly ResourceDefinition<Group> Definition = new("group", "groups", GroupTable.Table)
    {
        Blank = () => new Group { Id = IdentityResource.NewId() },
        Extras = IdentityFields.Extras<Group>(),
        ListPolicy = IdentityPolicies.DomainRead,
        ReadPolicy = IdentityPolicies.DomainRead,
        CreatePolicy = IdentityPolicies.DomainManage,
        UpdatePolicy = IdentityPolicies.DomainManage,
        DeletePolicy = IdentityPolicies.DomainManage,
        Fields =
        [
            IdentityFields.Id<Group>(),
            new Field<Group, string>("name", IdentityFields.ShortName, group => group.Name, (group, value) => group with { Name = value })
            {
                Access = Access.CreateUpdate, Required = true, Query = Query.FilterSort,
            },
            new Field<Group, string>("domain_id", IdentityFields.Reference, group => group.DomainId, (group, value) => group with { DomainId = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            new Field<Group, string>("description", IdentityFields.Description, group => group.Description, (group, value) => group with { Description = value })
            {
                Access = Access.CreateUpdate,
            },
        ],
    };
}
