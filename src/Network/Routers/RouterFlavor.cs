using Naru.Network.Flavors;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.Routers;

/// <summary>A router's flavor says how it is served: the modes that its provider has.</summary>
internal static class RouterFlavor
{
    /// <summary>The router with the modes of its flavor's provider; modes that were asked for and differ are refused.</summary>
    public static Result<Router> Apply(IStateReader state, Router router, Given given)
    {
        if (router.FlavorId is not { } flavorId)
            return router;
        if (!FlavorRules.ProviderOf(state, flavorId).TryGet(out var provider, out var error))
            return error;
        if (given.Has("distributed") && router.IsDistributed != provider.IsDistributed)
            return Unsupported(provider, "distributed", router.IsDistributed);
        if (given.Has("ha") && router.IsHighlyAvailable != provider.IsHighlyAvailable)
            return Unsupported(provider, "ha", router.IsHighlyAvailable);
        return router with { IsDistributed = provider.IsDistributed, IsHighlyAvailable = provider.IsHighlyAvailable };
    }

    /// <summary>The modes of a router with a flavor are the flavor's.</summary>
    public static Result<Done> CheckUnchanged(Router before, Router after) =>
        before.FlavorId is null || (after.IsDistributed == before.IsDistributed && after.IsHighlyAvailable == before.IsHighlyAvailable)
            ? Done.Ok
            : NetworkErrors.InvalidInput("Changing the 'ha' and 'distributed' attributes on a router associated with a flavor is not supported");

    private static Error Unsupported(ServiceProvider provider, string mode, bool wanted) =>
        NetworkErrors.InvalidInput($"Provider {provider.Name} does not support {mode}={wanted}");
}
