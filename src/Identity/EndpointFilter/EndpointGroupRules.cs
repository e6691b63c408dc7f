using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Identity.EndpointFilter;

internal sealed class EndpointGroupRules : IResourceRules<EndpointGroup>
{
    public Result<Done> Deleting(Transaction state, Caller caller, EndpointGroup group)
    {
        EndpointFilterTables.RemoveTraces(state, group.Id);
        return Done.Ok;
    }
}
