using Naru.Identity.EndpointFilter;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Identity.Catalog;

internal sealed class ServiceRules : IResourceRules<Service>
{
    /// <summary>The endpoints of a service go with it.</summary>
    public Result<Done> Deleting(Transaction state, Caller caller, Service service)
    {
        foreach (var endpoint in CatalogTables.EndpointsByService.Of(state, service.Id))
        {
            EndpointFilterTables.RemoveTraces(state, endpoint.Id);
            state.Delete(CatalogTables.Endpoints, endpoint.Id);
        }
        return Done.Ok;
    }
}
