using Naru.Network.Routers;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.ConntrackHelpers;

/// <summary>What clients may ask of a conntrack helper.</summary>
internal sealed class ConntrackHelperRules : IResourceRules<ConntrackHelper>, IRouterGuard
{
    public Result<ConntrackHelper> Referring(Transaction state, Caller caller, ConntrackHelper draft, Given given) =>
        state.In(RouterTable.Table).Find(draft.RouterId) is { } router && (router.ProjectId == caller.ProjectId || caller.IsAdmin)
            ? draft with { ProjectId = router.ProjectId }
            : RouterErrors.NotFound(draft.RouterId);

    public Result<ConntrackHelper> Creating(Transaction state, Caller caller, ConntrackHelper draft, Given given) => Check(state, draft);

    public Result<ConntrackHelper> Updating(Transaction state, Caller caller, ConntrackHelper before, ConntrackHelper after, Given given) =>
        Check(state, after);

    public Result<Done> CheckDeleting(Transaction state, Router router)
    {
        foreach (var helper in ConntrackHelperTable.ByRouter.Of(state, router.Id).ToList())
            state.Delete(ConntrackHelperTable.Table, helper.Id);
        return Done.Ok;
    }

    private static Result<ConntrackHelper> Check(IStateReader state, ConntrackHelper helper)
    {
        var protocols = KnownHelpers.ProtocolsOf(helper.Helper);
        if (protocols.Count == 0)
        {
            return NetworkErrors.Invalid("ConntrackHelperNotAllowed",
                $"Conntrack helper {helper.Helper} is not allowed: expected one of {KnownHelpers.Names}.");
        }
        if (!protocols.Contains(helper.Protocol))
        {
            return NetworkErrors.Invalid("InvalidProtocolForHelper",
                $"Protocol {helper.Protocol} is not valid for conntrack helper {helper.Helper}: expected {string.Join(" or ", protocols)}.");
        }
        // A connection has one helper: two for the same port would be a matter of luck.
        return ConntrackHelperTable.ByRouter.Of(state, helper.RouterId)
            .Any(other => other.Id != helper.Id && (other.Protocol, other.Port) == (helper.Protocol, helper.Port))
            ? NetworkErrors.Invalid("BadRequest",
                "Bad conntrack_helper request: A duplicate conntrack helper entry with same attributes already exists, conflicting values are "
                + $"{{'router_id': '{helper.RouterId}', 'protocol': '{helper.Protocol}', 'port': {helper.Port}}}.")
            : helper;
    }
}
