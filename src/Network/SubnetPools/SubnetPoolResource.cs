using Naru.Network.Rbac;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.Rest.Values;

namespace Naru.Network.SubnetPools;

/// <summary>The declaration of <c>/subnetpools</c>.</summary>
public static class SubnetPoolResource
{
    private const int MaxLength = 128;

    public static readonly ResourceDefinition<SubnetPool> Definition = new("subnetpool", "subnetpools", SubnetPoolTable.Table)
    {
        ErrorName = "SubnetPool",
        Title = "Subnet pool",
        Blank = static () => new SubnetPool(),
        ByProject = SubnetPoolTable.ByProject,
        AlsoVisibleTo = static (state, caller, pool) => pool.Shared || Sharing.IsOpenTo(state, pool.Id, caller.ProjectId),
        Quota = "subnetpool",
        Tagged = true,
        Fields =
        [
            StandardFields.Id<SubnetPool>(),
            new Field<SubnetPool, string>("name", Kinds.Text(255, min: 1), p => p.Name, (p, value) => p with { Name = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort, Required = true,
            },
            StandardFields.ProjectId<SubnetPool>(),
            new Field<SubnetPool, EquatableList<IpPrefix>>("prefixes", Kinds.ListOf(Kinds.Prefix), p => p.Prefixes, (p, value) => p with { Prefixes = value })
            {
                Access = Access.CreateUpdate, Required = true,
            },
            Length("default_prefixlen", p => p.DefaultPrefixLength, (p, value) => p with { DefaultPrefixLength = value }),
            Length("min_prefixlen", p => p.MinPrefixLength, (p, value) => p with { MinPrefixLength = value }),
            Length("max_prefixlen", p => p.MaxPrefixLength, (p, value) => p with { MaxPrefixLength = value }),
            new Field<SubnetPool, long?>("default_quota", Kinds.Integer(0, int.MaxValue).OrNone(), p => p.DefaultQuota, (p, value) => p with { DefaultQuota = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            new Field<SubnetPool, string?>("address_scope_id", Kinds.Uuid.OrNull(), p => p.AddressScopeId, (p, value) => p with { AddressScopeId = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort, Extension = "address-scope",
            },
            new Field<SubnetPool, long>("ip_version", Kinds.Integer(), p => p.IpVersion) { Query = Query.FilterSort },
            new Field<SubnetPool, bool>("shared", Kinds.Flag, p => p.Shared, (p, value) => p with { Shared = value })
            {
                Access = Access.Create, Query = Query.FilterSort, CreatePolicy = Rules.AdminOnly,
            },
            new Field<SubnetPool, bool>("is_default", Kinds.Flag, p => p.IsDefault, (p, value) => p with { IsDefault = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort, Extension = "default-subnetpools",
                CreatePolicy = Rules.AdminOnly, UpdatePolicy = Rules.AdminOnly,
            },
            StandardFields.Description<SubnetPool>(),
            .. StandardFields.Trailer<SubnetPool>(),
        ],
    };

    private static Field<SubnetPool, long> Length(string name, Func<SubnetPool, int> get, Func<SubnetPool, int, SubnetPool> set) =>
        new(name, new IntegerKind(0, MaxLength) { ShowsText = true }, pool => get(pool), (pool, value) => set(pool, (int)value))
        {
            Access = Access.CreateUpdate,
            Query = Query.FilterSort,
        };
}
