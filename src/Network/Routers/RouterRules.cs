using Naru.Network.Agents;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.State;

namespace Naru.Network.Routers;

/// <summary>What a router does beyond being stored.</summary>
public sealed class RouterRules(RouterGateway gateway, PolicyTable policies, IEnumerable<IRouterGuard> guards) : IResourceRules<Router>
{
    public Result<Router> Creating(Transaction state, Caller caller, Router draft, Given given) =>
        !RouterFlavor.Apply(state, draft, given).TryGet(out var chosen, out var error)
        || !CheckModes(chosen).TryGet(out _, out error)
        || !AvailabilityZone.Check(state, chosen.AvailabilityZoneHints).TryGet(out _, out error)
            ? error
            : SetGateway(state, caller, chosen, given, "create_router").Then(settled =>
                Guards.All(guards, guard => guard.CheckChanging(state, null, settled)).Map(_ => settled));

    public Result<Router> Updating(Transaction state, Caller caller, Router before, Router after, Given given)
    {
        if (!RouterFlavor.CheckUnchanged(before, after).TryGet(out _, out var error)
            || !CheckModes(after).TryGet(out _, out error)
            || !SetGateway(state, caller, after, given, "update_router").TryGet(out var settled, out error)
            || !Guards.All(guards, guard => guard.CheckChanging(state, before, settled)).TryGet(out _, out error)
            || (given.Has("routes") && !RouterRoutes.Check(state, settled, settled.Routes).TryGet(out _, out error)))
        {
            return error;
        }
        return settled with { Routes = settled.Routes.Items.Distinct().ToEquatableList() };
    }

    public Result<Done> Deleting(Transaction state, Caller caller, Router router)
    {
        var attached = RouterPorts.Interfaces(state, router.Id).Select(port => port.Id).ToList();
        return attached.Count > 0
            ? RouterErrors.InUse(router.Id, $"has ports still attached: {string.Join(", ", attached)}")
            : gateway.Clear(state, router).Then(_ => Guards.All(guards, guard => guard.CheckDeleting(state, router)));
    }

    private Result<Router> SetGateway(Transaction state, Caller caller, Router router, Given given, string rule)
    {
        if (!given.Has("external_gateway_info"))
            return router;
        var wanted = router.RequestedGateway;
        if (wanted?.EnableSnat is not null && !Allows("enable_snat"))
            return NotAllowed("enable_snat");
        if (wanted is { FixedIps.IsEmpty: false } && !Allows("external_fixed_ips"))
            return NotAllowed("external_fixed_ips");
        return gateway.Set(state, caller, router with { RequestedGateway = null }, wanted);

        string Name(string attribute) => $"{rule}:external_gateway_info:{attribute}";

        bool Allows(string attribute) =>
            policies.Allows(Name(attribute), caller, new ResourceTarget<Router>(RouterResource.Definition, state, router));

        Error NotAllowed(string attribute) => Error.Forbidden("PolicyNotAuthorized", $"rule:{Name(attribute)} is disallowed by policy");
    }

    private static Result<Done> CheckModes(Router router) =>
        router.IsDistributed ? RouterErrors.NotSupportedYet("distributed")
        : router.IsHighlyAvailable ? RouterErrors.NotSupportedYet("highly available")
        : Done.Ok;
}
