using Naru.Network.Routers;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.Flavors;

/// <summary>What a flavor does beyond being stored: it leads from a resource to who provides it.</summary>
internal sealed class FlavorRules : IResourceRules<Flavor>
{
    public Result<Flavor> Creating(Transaction state, Caller caller, Flavor draft, Given given) =>
        ServiceTypes.All.Contains(draft.ServiceType) ? CheckProfiles(state, draft) : FlavorErrors.InvalidServiceType(draft.ServiceType);

    public Result<Flavor> Updating(Transaction state, Caller caller, Flavor before, Flavor after, Given given) => CheckProfiles(state, after);

    public Result<Done> Deleting(Transaction state, Caller caller, Flavor flavor) =>
        RouterTable.ByFlavor.Any(state, flavor.Id) ? FlavorErrors.FlavorInUse(flavor.Id) : Done.Ok;

    /// <summary>Who provides what is of this flavor: the provider of its first profile.</summary>
    public static Result<ServiceProvider> ProviderOf(IStateReader state, string flavorId)
    {
        if (state.In(FlavorTables.Flavors).Find(flavorId) is not { } flavor)
            return FlavorErrors.FlavorNotFound(flavorId);
        if (!flavor.Enabled)
            return FlavorErrors.FlavorDisabled;
        if (flavor.ServiceProfileIds.IsEmpty)
            return FlavorErrors.NotBound("", flavorId);
        if (state.In(FlavorTables.Profiles).Find(flavor.ServiceProfileIds[0]) is not { } profile)
            return FlavorErrors.ProfileNotFound(flavor.ServiceProfileIds[0]);
        if (!profile.Enabled)
            return FlavorErrors.ProfileDisabled;
        return ServiceProvider.OfDriver(profile.Driver) is { } provider ? provider : FlavorErrors.DriverNotFound(profile.Driver);
    }

    private static Result<Flavor> CheckProfiles(IStateReader state, Flavor flavor)
    {
        foreach (var id in flavor.ServiceProfileIds)
        {
            if (!state.In(FlavorTables.Profiles).Contains(id))
                return FlavorErrors.ProfileNotFound(id);
        }
        return flavor;
    }
}
