using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.Rest.Values;

namespace Naru.Identity.Limits;

/// <summary>The default limits of resources. Everybody sees them.</summary>
public static class RegisteredLimitResource
{
    internal static readonly IntegerKind Amount = Kinds.Integer(-1, int.MaxValue);

    public static readonly ResourceDefinition<RegisteredLimit> Definition = new("registered_limit", "registered_limits", LimitTables.Registered)
    {
        Title = "Registered limit",
        Blank = () => new RegisteredLimit { Id = IdentityResource.NewId() },
        ReadPolicy = Rules.Anyone,
        CreatePolicy = IdentityPolicies.Admin,
        UpdatePolicy = IdentityPolicies.Admin,
        DeletePolicy = IdentityPolicies.Admin,
        Fields =
        [
            IdentityFields.Id<RegisteredLimit>(),
            new Field<RegisteredLimit, string>("service_id", IdentityFields.Reference, limit => limit.ServiceId, (limit, value) => limit with { ServiceId = value })
            {
                Access = Access.CreateUpdate, Required = true, Query = Query.Filter,
            },
            new Field<RegisteredLimit, string?>("region_id", Kinds.Text(255).OrNull(), limit => limit.RegionId, (limit, value) => limit with { RegionId = value })
            {
                Access = Access.CreateUpdate, Query = Query.Filter,
            },
            new Field<RegisteredLimit, string>("resource_name", IdentityFields.LongName, limit => limit.ResourceName, (limit, value) => limit with { ResourceName = value })
            {
                Access = Access.CreateUpdate, Required = true, Query = Query.FilterSort,
            },
            new Field<RegisteredLimit, long>("default_limit", Amount, limit => limit.DefaultLimit, (limit, value) => limit with { DefaultLimit = value })
            {
                Access = Access.CreateUpdate, Required = true,
            },
            new Field<RegisteredLimit, string?>("description", IdentityFields.Description.OrNull(), limit => limit.Description, (limit, value) => limit with { Description = value })
            {
                Access = Access.CreateUpdate,
            },
        ],
    };
}
