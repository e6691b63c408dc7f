using Naru.Identity.EndpointFilter;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Identity.Catalog;

internal sealed class EndpointRules : IResourceRules<Endpoint>
{
    public Result<Endpoint> Creating(Transaction state, Caller caller, Endpoint draft, Given given) => Check(state, draft);

    public Result<Endpoint> Updating(Transaction state, Caller caller, Endpoint before, Endpoint after, Given given) => Check(state, after);

    public Result<Done> Deleting(Transaction state, Caller caller, Endpoint endpoint)
    {
        EndpointFilterTables.RemoveTraces(state, endpoint.Id);
        return Done.Ok;
    }

    /// <summary>The service must exist; a region that does not is made, as clients of the old attribute <c>region</c> expect.</summary>
    private static Result<Endpoint> Check(Transaction state, Endpoint endpoint)
    {
        if (!state.In(CatalogTables.Services).Contains(endpoint.ServiceId))
            return IdentityErrors.Invalid($"Could not find service: {endpoint.ServiceId}. An endpoint belongs to an existing service.");
        if (endpoint.RegionId is { Length: > 0 } region && !state.In(CatalogTables.Regions).Contains(region))
            state.Insert(CatalogTables.Regions, new Region { Id = region });
        return endpoint;
    }
}
