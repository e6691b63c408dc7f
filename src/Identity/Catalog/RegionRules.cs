using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Identity.Catalog;

internal sealed class RegionRules : IResourceRules<Region>
{
    public Result<Region> Creating(Transaction state, Caller caller, Region draft, Given given) =>
        state.In(CatalogTables.Regions).Contains(draft.Id)
            ? IdentityErrors.Duplicate("region", $"Duplicate ID, {draft.Id}")
            : CheckParent(state, draft);

    public Result<Region> Updating(Transaction state, Caller caller, Region before, Region after, Given given) => CheckParent(state, after);

    public Result<Done> Deleting(Transaction state, Caller caller, Region region)
    {
        if (CatalogTables.EndpointsByRegion.Any(state, region.Id))
            return IdentityErrors.Forbidden($"Unable to delete region {region.Id} because it or its child regions have associated endpoints.");
        if (CatalogTables.RegionsByParent.Any(state, region.Id))
            return IdentityErrors.Forbidden($"Unable to delete region {region.Id} because it has child regions.");
        return Done.Ok;
    }

    private static Result<Region> CheckParent(Transaction state, Region region)
    {
        for (var id = region.ParentRegionId; id is not null; id = state.In(CatalogTables.Regions).Find(id)!.ParentRegionId)
        {
            if (!state.In(CatalogTables.Regions).Contains(id))
                return IdentityErrors.NotFound("region", id);
            if (id == region.Id)
                return IdentityErrors.Invalid($"The region {region.Id} cannot be below itself.");
        }
        return region;
    }
}
