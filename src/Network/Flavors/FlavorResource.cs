using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.Rest.Values;

namespace Naru.Network.Flavors;

/// <summary>The declarations of <c>/flavors</c> and <c>/service_profiles</c>.</summary>
public static class FlavorResource
{
    private const int LongDescription = 1024;

    /// <summary>Flavors are for everybody to choose from.</summary>
    private const string AnyReader = "role:reader or role:admin";

    public static readonly ResourceDefinition<Flavor> Definition = new("flavor", "flavors", FlavorTables.Flavors)
    {
        Extension = "flavors",
        Blank = static () => new Flavor(),
        CreatePolicy = Rules.AdminOnly,
        ReadPolicy = AnyReader,
        UpdatePolicy = Rules.AdminOnly,
        DeletePolicy = Rules.AdminOnly,
        Fields =
        [
            StandardFields.Id<Flavor>(),
            new Field<Flavor, string>("name", Kinds.Name, f => f.Name, (f, value) => f with { Name = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            new Field<Flavor, string>("description", Kinds.Text(LongDescription), f => f.Description, (f, value) => f with { Description = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            new Field<Flavor, string>("service_type", Kinds.Text(255), f => f.ServiceType, (f, value) => f with { ServiceType = value })
            {
                Access = Access.Create, Query = Query.FilterSort, Required = true,
            },
            new Field<Flavor, EquatableList<string>>(
                "service_profiles", new ListKind<string>(Kinds.Uuid) { Distinct = true }, f => f.ServiceProfileIds, (f, value) => f with { ServiceProfileIds = value })
            {
                Access = Access.CreateUpdate,
            },
            new Field<Flavor, bool>("enabled", Kinds.Flag, f => f.Enabled, (f, value) => f with { Enabled = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
        ],
    };

    public static readonly ResourceDefinition<ServiceProfile> Profiles = new("service_profile", "service_profiles", FlavorTables.Profiles)
    {
        Extension = "flavors",
        ErrorName = "ServiceProfile",
        Title = "Service Profile",
        Blank = static () => new ServiceProfile(),
        CreatePolicy = Rules.AdminOnly,
        ReadPolicy = Rules.AdminOnly,
        UpdatePolicy = Rules.AdminOnly,
        DeletePolicy = Rules.AdminOnly,
        Fields =
        [
            StandardFields.Id<ServiceProfile>(),
            new Field<ServiceProfile, string>("description", Kinds.Text(LongDescription), p => p.Description, (p, value) => p with { Description = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            new Field<ServiceProfile, string>("driver", Kinds.Text(LongDescription), p => p.Driver, (p, value) => p with { Driver = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            new Field<ServiceProfile, string>("metainfo", Kinds.Text(4096), p => p.MetaInfo, (p, value) => p with { MetaInfo = value })
            {
                Access = Access.CreateUpdate, Query = Query.Sort,
            },
            new Field<ServiceProfile, bool>("enabled", Kinds.Flag, p => p.Enabled, (p, value) => p with { Enabled = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
        ],
    };
}
