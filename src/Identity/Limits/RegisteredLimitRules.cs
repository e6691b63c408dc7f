using Naru.Identity.Catalog;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Identity.Limits;

internal sealed class RegisteredLimitRules : IResourceRules<RegisteredLimit>
{
    public Result<RegisteredLimit> Creating(Transaction state, Caller caller, RegisteredLimit draft, Given given) => Check(state, draft);

    public Result<RegisteredLimit> Updating(Transaction state, Caller caller, RegisteredLimit before, RegisteredLimit after, Given given) =>
        given.HasAny("service_id", "region_id", "resource_name") && IsUsed(state, before)
            ? InUse("update", before)
            : Check(state, after);

    public Result<Done> Deleting(Transaction state, Caller caller, RegisteredLimit limit) =>
        IsUsed(state, limit) ? InUse("delete", limit) : Done.Ok;

    private static Result<RegisteredLimit> Check(Transaction state, RegisteredLimit limit)
    {
        if (!state.In(CatalogTables.Services).Contains(limit.ServiceId))
            return IdentityErrors.Invalid($"Could not find service: {limit.ServiceId}.");
        if (limit.RegionId is { } region && !state.In(CatalogTables.Regions).Contains(region))
            return IdentityErrors.Invalid($"Could not find region: {region}.");
        return LimitTables.RegisteredByName.Of(state, limit.ResourceName)
            .Any(other => other.Id != limit.Id && other.ServiceId == limit.ServiceId && other.RegionId == limit.RegionId)
                ? IdentityErrors.Duplicate("registered_limit", $"Duplicate entry found for {limit.ResourceName} of service {limit.ServiceId}")
                : limit;
    }

    private static bool IsUsed(Transaction state, RegisteredLimit registered) => LimitTables.ByName.Of(state, registered.ResourceName)
        .Any(limit => limit.ServiceId == registered.ServiceId && limit.RegionId == registered.RegionId);

    private static Error InUse(string action, RegisteredLimit limit) =>
        IdentityErrors.Forbidden($"Unable to {action} registered limit {limit.Id} because there are project limits associated with it.");
}
