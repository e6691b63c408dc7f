using Naru.Rest.Declarations;
using Naru.Rest.Values;

namespace Naru.Identity.Catalog;

/// <summary>A region. Anybody may see them.</summary>
public static class RegionResource
{
    public static readonly ResourceDefinition<Region> Definition = new("region", "regions", CatalogTables.Regions)
    {
        Blank = () => new Region { Id = IdentityResource.NewId() },
        Extras = IdentityFields.Extras<Region>(),
        ReadPolicy = Rest.Policy.Rules.Anyone,
        CreatePolicy = IdentityPolicies.Admin,
        UpdatePolicy = IdentityPolicies.Admin,
        DeletePolicy = IdentityPolicies.Admin,
        Fields =
        [
            new Field<Region, string>("id", Kinds.Text(255), region => region.Id,
                (region, value) => value.Length == 0 ? region : region with { Id = value })
            {
                Access = Access.Create, Query = Query.FilterSort,
            },
            new Field<Region, string>("description", IdentityFields.Description, region => region.Description, (region, value) => region with { Description = value })
            {
                Access = Access.CreateUpdate,
            },
            new Field<Region, string?>("parent_region_id", Kinds.Text(255).OrNull(),
                region => region.ParentRegionId, (region, value) => region with { ParentRegionId = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
        ],
    };
}
