using Naru.Rest.Declarations;
using Naru.Rest.Values;

namespace Naru.Identity.Catalog;

/// <summary>An endpoint of the catalog.</summary>
public static class EndpointResource
{
    private static readonly TextKind Url = new(1, 225)
    {
        Check = text => text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon + 1 < text.Length
            ? null
            : $"'{text}' is not a URL: expected one such as http://203.0.113.5/networking",
    };

    public static readonly ResourceDefinition<Endpoint> Definition = new("endpoint", "endpoints", CatalogTables.Endpoints)
    {
        Blank = () => new Endpoint { Id = IdentityResource.NewId() },
        Extras = IdentityFields.Extras<Endpoint>(),
        ListPolicy = IdentityPolicies.SystemRead,
        ReadPolicy = IdentityPolicies.SystemRead,
        CreatePolicy = IdentityPolicies.Admin,
        UpdatePolicy = IdentityPolicies.Admin,
        DeletePolicy = IdentityPolicies.Admin,
        Fields =
        [
            IdentityFields.Id<Endpoint>(),
            new Field<Endpoint, string>("interface", Kinds.OneOf("public", "internal", "admin"),
                endpoint => endpoint.Interface, (endpoint, value) => endpoint with { Interface = value })
            {
                Access = Access.CreateUpdate, Required = true, Query = Query.FilterSort,
            },
            new Field<Endpoint, string?>("region_id", Kinds.Text(255).OrNull(),
                endpoint => endpoint.RegionId, (endpoint, value) => endpoint with { RegionId = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort, Alias = "region",
            },
            new Field<Endpoint, string>("service_id", IdentityFields.Reference,
                endpoint => endpoint.ServiceId, (endpoint, value) => endpoint with { ServiceId = value })
            {
                Access = Access.CreateUpdate, Required = true, Query = Query.FilterSort,
            },
            new Field<Endpoint, string>("url", Url, endpoint => endpoint.Url, (endpoint, value) => endpoint with { Url = value })
            {
                Access = Access.CreateUpdate, Required = true, Query = Query.Filter,
            },
            new Field<Endpoint, bool>("enabled", IdentityFields.Flag, endpoint => endpoint.Enabled, (endpoint, value) => endpoint with { Enabled = value })
            {
                Access = Access.CreateUpdate, Query = Query.Filter,
            },
        ],
    };
}
