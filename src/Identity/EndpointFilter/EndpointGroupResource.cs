using Naru.Rest.Declarations;
using Naru.Rest.Values;

namespace Naru.Identity.EndpointFilter;

/// <summary>A group of endpoints, by what they have in common.</summary>
public static class EndpointGroupResource
{
    private static readonly ObjectKind<EndpointFilters> Filters = new(
        () => new EndpointFilters(),
        new Field<EndpointFilters, string?>("service_id", Kinds.Text(64).OrNull(), filters => filters.ServiceId, (filters, value) => filters with { ServiceId = value }),
        new Field<EndpointFilters, string?>("region_id", Kinds.Text(255).OrNull(), filters => filters.RegionId, (filters, value) => filters with { RegionId = value }),
        new Field<EndpointFilters, string?>("interface", Kinds.OneOf("public", "internal", "admin").OrNull(), filters => filters.Interface, (filters, value) => filters with { Interface = value }),
        new Field<EndpointFilters, bool?>("enabled", Kinds.Flag.OrNone(), filters => filters.Enabled, (filters, value) => filters with { Enabled = value }))
    {
        OmitNull = true,
    };

    public static readonly ResourceDefinition<EndpointGroup> Definition = new("endpoint_group", "endpoint_groups", EndpointFilterTables.Groups)
    {
        Path = "OS-EP-FILTER/endpoint_groups",
        Title = "Endpoint group",
        Blank = () => new EndpointGroup { Id = IdentityResource.NewId() },
        ListPolicy = IdentityPolicies.SystemRead,
        ReadPolicy = IdentityPolicies.SystemRead,
        CreatePolicy = IdentityPolicies.Admin,
        UpdatePolicy = IdentityPolicies.Admin,
        DeletePolicy = IdentityPolicies.Admin,
        Fields =
        [
            IdentityFields.Id<EndpointGroup>(),
            new Field<EndpointGroup, string>("name", IdentityFields.LongName, group => group.Name, (group, value) => group with { Name = value })
            {
                Access = Access.CreateUpdate, Required = true, Query = Query.FilterSort,
            },
            new Field<EndpointGroup, string?>("description", IdentityFields.Description.OrNull(), group => group.Description, (group, value) => group with { Description = value })
            {
                Access = Access.CreateUpdate,
            },
            new Field<EndpointGroup, EndpointFilters>("filters", Filters,
                group => new EndpointFilters(group.ServiceId, group.RegionId, group.Interface, group.Enabled),
                (group, value) => group with { ServiceId = value.ServiceId, RegionId = value.RegionId, Interface = value.Interface, Enabled = value.Enabled })
            {
                Access = Access.CreateUpdate, Required = true,
            },
        ],
    };
}
