using Naru.State;

namespace Naru.Identity.Catalog;

/// <summary>Where services, endpoints and regions are kept.</summary>
public static class CatalogTables
{
    public static readonly Table<Service> Services = new("services", CatalogJson.Default.Service);

    public static readonly Table<Endpoint> Endpoints = new("endpoints", CatalogJson.Default.Endpoint);

    public static readonly Table<Region> Regions = new("regions", CatalogJson.Default.Region);

    public static readonly Index<Endpoint, string> EndpointsByService = Endpoints.IndexBy("service", endpoint => endpoint.ServiceId);

    public static readonly Index<Endpoint, string> EndpointsByRegion = Endpoints.IndexBy("region", endpoint => endpoint.RegionId);

    public static readonly Index<Region, string> RegionsByParent = Regions.IndexBy("parent", region => region.ParentRegionId);
}
