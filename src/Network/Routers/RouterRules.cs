using Naru.Network.Agents;
using Naru.Network.Routers.Distributed;
using Naru.Network.Routers.Gateways;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.State;

namespace Naru.Network.Routers;

/// <summary>What a router does beyond being stored.</summary>
public sealed class RouterRules(
    RouterGateway gateway, ExternalGateways gateways, RouterModes modes, DistributedPorts distributed, RouterScheduling scheduling, NetworkOptions options,
    PolicyTable policies, IEnumerable<IRouterGuard> guards)
    : IResourceRules<Router>
{
    public Result<Router> Creating(Transaction state, Caller caller, Router draft, Given given) =>
        !RouterFlavor.Apply(state, draft, given).TryGet(out var flavored, out var error)
        || !RouterModes.Check(WithDefaultMode(flavored, given)).TryGet(out var chosen, out error)
        || !AvailabilityZone.Check(state, chosen.AvailabilityZoneHints).TryGet(out _, out error)
            ? error
            : SetGateway(state, caller, chosen, given, "create_router").Then(settled =>
                Guards.All(guards, guard => guard.CheckChanging(state, null, settled)).Map(_ => settled));

    public Result<Router> Updating(Transaction state, Caller caller, Router before, Router after, Given given)
    {
        if (!RouterFlavor.CheckUnchanged(before, after).TryGet(out _, out var error)
            || !RouterModes.CheckChange(before, after).TryGet(out _, out error)
            || !SetGateway(state, caller, after, given, "update_router").TryGet(out var connected, out error)
            || !ExternalGateways.CheckMode(connected).TryGet(out _, out error)
            || !modes.Settle(state, before, connected).TryGet(out var settled, out error)
            || !Guards.All(guards, guard => guard.CheckChanging(state, before, AsAsked(settled))).TryGet(out _, out error)
            || (given.Has("routes") && !RouterRoutes.Check(state, settled, settled.Routes).TryGet(out _, out error)))
        {
            return error;
        }
        if (settled.IsHighlyAvailable && !before.IsHighlyAvailable)
            settled = scheduling.Ensure(state, settled);
        return settled with { Routes = settled.Routes.Items.Distinct().ToEquatableList() };

        // What goes with the last gateway by itself is refused when it is asked for all the same.
        Router AsAsked(Router router) => given.Has("enable_ndp_proxy") ? router with { EnableNdpProxy = after.EnableNdpProxy } : router;
    }

    public Result<Done> Deleting(Transaction state, Caller caller, Router router)
    {
        var attached = RouterPorts.Interfaces(state, router.Id).Select(port => port.Id).ToList();
        return attached.Count > 0
            ? RouterErrors.InUse(router.Id, $"has ports still attached: {string.Join(", ", attached)}")
            : gateways.RemoveAll(state, router).Then(cleared => distributed.SettleSnat(state, cleared))
                .Then(_ => Guards.All(guards, guard => guard.CheckDeleting(state, router)));
    }

    // Floating IPs are translated elsewhere when their router becomes distributed, or ceases to be.
    public void Changed(Transaction state, Router? before, Router? after)
    {
        if (before?.IsDistributed == after?.IsDistributed)
            return;
        if ((after ?? before)!.GatewayNetworkId is { } networkId)
            distributed.SettleGateways(state, networkId);
    }

    private Router WithDefaultMode(Router draft, Given given)
    {
        if (draft.FlavorId is not null)
            return draft;
        var isDistributed = given.Has("distributed") ? draft.IsDistributed : options.RoutersAreDistributed && !draft.IsHighlyAvailable;
        var isHighlyAvailable = given.Has("ha") ? draft.IsHighlyAvailable : options.RoutersAreHighlyAvailable && !isDistributed;
        return draft with { IsDistributed = isDistributed, IsHighlyAvailable = isHighlyAvailable };
    }

    private Result<Router> SetGateway(Transaction state, Caller caller, Router router, Given given, string rule)
    {
        if (given.Has("external_gateways"))
            return SetGateways(state, caller, router, given, rule);
        if (!given.Has("external_gateway_info"))
            return router;
        var wanted = router.RequestedGateway;
        if (wanted?.EnableSnat is not null && !Allows("enable_snat"))
            return NotAllowed("enable_snat");
        if (wanted is { FixedIps.IsEmpty: false } && !Allows("external_fixed_ips"))
            return NotAllowed("external_fixed_ips");
        return gateway.Set(state, caller, router with { RequestedGateway = null }, wanted);

        bool Allows(string attribute) => this.Allows(state, caller, router, $"{rule}:external_gateway_info:{attribute}");

        string Name(string attribute) => $"{rule}:external_gateway_info:{attribute}";

        Error NotAllowed(string attribute) => Error.Forbidden("PolicyNotAuthorized", $"rule:{Name(attribute)} is disallowed by policy");
    }

    private Result<Router> SetGateways(Transaction state, Caller caller, Router router, Given given, string rule)
    {
        if (given.Has("external_gateway_info"))
            return RouterErrors.BadRequest("external_gateway_info and external_gateways cannot both be specified");
        var wanted = router.RequestedGateways;
        foreach (var attribute in (string[])["enable_snat", "external_fixed_ips"])
        {
            var isGiven = wanted.Items.Any(info => attribute == "enable_snat" ? info.EnableSnat is not null : !info.FixedIps.IsEmpty);
            if (isGiven && !Allows(state, caller, router, $"{rule}:external_gateway_info:{attribute}"))
                return Error.Forbidden("PolicyNotAuthorized", $"rule:{rule}:external_gateways:{attribute} is disallowed by policy");
        }
        return gateways.Replace(state, caller, router with { RequestedGateways = default }, wanted)
            .Then(settled => RouterRoutes.Check(state, settled, settled.Routes).Map(_ => settled));
    }

    private bool Allows(IStateReader state, Caller caller, Router router, string rule) =>
        policies.Allows(rule, caller, new ResourceTarget<Router>(RouterResource.Definition, state, router));
}
