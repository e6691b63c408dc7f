using Naru.Network.Networks;
using Naru.Network.Rbac;
using Naru.Network.SubnetPools;
using Naru.Network.Subnets;
using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.AddressScopes;

/// <summary>The declaration of <c>/address-scopes</c>, and what it adds to networks.</summary>
public static class AddressScopeResource
{
    private const string Alias = "address-scope";

    public static readonly ResourceDefinition<AddressScope> Definition = new("address_scope", "address_scopes", AddressScopeTable.Table)
    {
        Path = "address-scopes",
        Extension = Alias,
        ErrorName = "AddressScope",
        Blank = static () => new AddressScope(),
        ByProject = AddressScopeTable.ByProject,
        AlsoVisibleTo = static (state, caller, scope) => scope.Shared || Sharing.IsOpenTo(state, scope.Id, caller.ProjectId),
        Fields =
        [
            StandardFields.Id<AddressScope>(),
            new Field<AddressScope, string>("name", Kinds.Text(255, min: 1), s => s.Name, (s, value) => s with { Name = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort, Required = true,
            },
            StandardFields.ProjectId<AddressScope>(),
            new Field<AddressScope, bool>("shared", Kinds.Flag, s => s.Shared, (s, value) => s with { Shared = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort, CreatePolicy = Rules.AdminOnly, UpdatePolicy = Rules.AdminOnly,
            },
            new Field<AddressScope, long>("ip_version", Kinds.Integer(4, 6), s => s.IpVersion, (s, value) => s with { IpVersion = (int)value })
            {
                Access = Access.Create, Query = Query.FilterSort, Required = true,
            },
        ],
    };

    /// <summary>The scopes that a network's subnets are in, one a version.</summary>
    public static IEnumerable<Field<VirtualNetwork>> NetworkFields =>
    [
        ScopeOf("ipv4_address_scope", 4),
        ScopeOf("ipv6_address_scope", 6),
    ];

    /// <summary>The address scope of the network's subnets of a version; null when they are in none.</summary>
    public static string? OfNetwork(IStateReader state, string networkId, int ipVersion)
    {
        foreach (var subnet in SubnetTable.ByNetwork.Of(state, networkId))
        {
            if (subnet.IpVersion == ipVersion && subnet.SubnetPoolId is { } pool
                && state.In(SubnetPoolTable.Table).Find(pool)?.AddressScopeId is { } scope)
            {
                return scope;
            }
        }
        return null;
    }

    private static Field<VirtualNetwork, string?> ScopeOf(string name, int ipVersion) =>
        new(name, Kinds.Uuid.OrNull(), (state, network) => OfNetwork(state, network.Id, ipVersion)) { Extension = Alias };
}
