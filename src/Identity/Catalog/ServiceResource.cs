using Naru.Rest.Declarations;
using Naru.Rest.Values;

namespace Naru.Identity.Catalog;

/// <summary>A service of the catalog.</summary>
public static class ServiceResource
{
    public static readonly ResourceDefinition<Service> Definition = new("service", "services", CatalogTables.Services)
    {
        Blank = () => new Service { Id = IdentityResource.NewId() },
        Extras = IdentityFields.Extras<Service>(),
        ListPolicy = IdentityPolicies.SystemRead,
        ReadPolicy = IdentityPolicies.SystemRead,
        CreatePolicy = IdentityPolicies.Admin,
        UpdatePolicy = IdentityPolicies.Admin,
        DeletePolicy = IdentityPolicies.Admin,
        Fields =
        [
            IdentityFields.Id<Service>(),
            new Field<Service, string>("type", IdentityFields.LongName, service => service.Type, (service, value) => service with { Type = value })
            {
                Access = Access.CreateUpdate, Required = true, Query = Query.FilterSort,
            },
            new Field<Service, string?>("name", Kinds.Text(255).OrNull(), service => service.Name, (service, value) => service with { Name = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort, OmitNull = true,
            },
            new Field<Service, string?>("description", IdentityFields.Description.OrNull(), service => service.Description, (service, value) => service with { Description = value })
            {
                Access = Access.CreateUpdate, OmitNull = true,
            },
            new Field<Service, bool>("enabled", IdentityFields.Flag, service => service.Enabled, (service, value) => service with { Enabled = value })
            {
                Access = Access.CreateUpdate, Query = Query.Filter,
            },
        ],
    };
}
