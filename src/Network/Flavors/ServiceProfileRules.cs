using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.Flavors;

/// <summary>What a service profile does beyond being stored: it names somebody who exists, and stays as it is while a flavor has it.</summary>
internal sealed class ServiceProfileRules : IResourceRules<ServiceProfile>
{
    public Result<ServiceProfile> Creating(Transaction state, Caller caller, ServiceProfile draft, Given given) => Check(draft);

    public Result<ServiceProfile> Updating(Transaction state, Caller caller, ServiceProfile before, ServiceProfile after, Given given) =>
        FlavorTables.ByProfile.Any(state, before.Id) ? FlavorErrors.ProfileInUse(before.Id) : Check(after);

    public Result<Done> Deleting(Transaction state, Caller caller, ServiceProfile profile) =>
        FlavorTables.ByProfile.Any(state, profile.Id) ? FlavorErrors.ProfileInUse(profile.Id) : Done.Ok;

    private static Result<ServiceProfile> Check(ServiceProfile profile) => profile switch
    {
        { Driver: "", MetaInfo: "" } => FlavorErrors.ProfileEmpty,
        { Driver: not "" } when ServiceProvider.OfDriver(profile.Driver) is null => FlavorErrors.DriverNotFound(profile.Driver),
        _ => profile,
    };
}
