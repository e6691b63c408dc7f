using Naru.Rest.Declarations;
using Naru.Rest.Values;

namespace Naru.Identity.Limits;

/// <summary>The limits of projects and domains. Each project sees its own.</summary>
public static class LimitResource
{
    public static readonly ResourceDefinition<Limit> Definition = new("limit", "limits", LimitTables.Limits)
    {
        Blank = () => new Limit { Id = IdentityResource.NewId() },
        ReadPolicy = IdentityPolicies.DomainRead + " or project_id:%(project_id)s",
        CreatePolicy = IdentityPolicies.Admin,
        UpdatePolicy = IdentityPolicies.Admin,
        DeletePolicy = IdentityPolicies.Admin,
        Fields =
        [
            IdentityFields.Id<Limit>(),
            new Field<Limit, string?>("project_id", IdentityFields.Reference.OrNull(), limit => limit.OnProjectId, (limit, value) => limit with { OnProjectId = value })
            {
                Access = Access.Create, Query = Query.Filter,
            },
            new Field<Limit, string?>("domain_id", IdentityFields.Reference.OrNull(), limit => limit.DomainId, (limit, value) => limit with { DomainId = value })
            {
                Access = Access.Create, Query = Query.Filter,
            },
            new Field<Limit, string>("service_id", IdentityFields.Reference, limit => limit.ServiceId, (limit, value) => limit with { ServiceId = value })
            {
                Access = Access.Create, Required = true, Query = Query.Filter,
            },
            new Field<Limit, string?>("region_id", Kinds.Text(255).OrNull(), limit => limit.RegionId, (limit, value) => limit with { RegionId = value })
            {
                Access = Access.Create, Query = Query.Filter,
            },
            new Field<Limit, string>("resource_name", IdentityFields.LongName, limit => limit.ResourceName, (limit, value) => limit with { ResourceName = value })
            {
                Access = Access.Create, Required = true, Query = Query.FilterSort,
            },
            new Field<Limit, long>("resource_limit", RegisteredLimitResource.Amount, limit => limit.ResourceLimit, (limit, value) => limit with { ResourceLimit = value })
            {
                Access = Access.CreateUpdate, Required = true,
            },
            new Field<Limit, string?>("description", IdentityFields.Description.OrNull(), limit => limit.Description, (limit, value) => limit with { Description = value })
            {
                Access = Access.CreateUpdate,
            },
        ],
    };
}
