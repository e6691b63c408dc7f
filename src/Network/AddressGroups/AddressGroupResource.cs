using Naru.Network.Rbac;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Values;

namespace Naru.Network.AddressGroups;

/// <summary>The declaration of <c>/address-groups</c>.</summary>
public static class AddressGroupResource
{
    /// <summary>Blocks in full: an address alone is refused, as it is in Neutron.</summary>
    private static readonly ListKind<IpPrefix> Addresses = new(
        new ParsedKind<IpPrefix>("a valid IP subnet with its length", "cidr", static (string text, out IpPrefix prefix) =>
            IpPrefix.TryParse(text, out prefix) && text.Contains('/', StringComparison.Ordinal)))
    {
        NullIsEmpty = false,
    };

    public static readonly ResourceDefinition<AddressGroup> Definition = new("address_group", "address_groups", AddressGroupTable.Table)
    {
        Path = "address-groups",
        Extension = "address-group",
        ErrorName = "AddressGroup",
        Blank = static () => new AddressGroup(),
        ByProject = AddressGroupTable.ByProject,
        AlsoVisibleTo = static (state, caller, group) => Sharing.IsOpenTo(state, group.Id, caller.ProjectId),
        Fields =
        [
            StandardFields.Id<AddressGroup>(),
            new Field<AddressGroup, string>("name", Kinds.Name, g => g.Name, (g, value) => g with { Name = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            StandardFields.ProjectId<AddressGroup>(),
            new Field<AddressGroup, EquatableList<IpPrefix>>("addresses", Addresses, g => g.Addresses, (g, value) => g with { Addresses = value })
            {
                Access = Access.Create,
            },
            new Field<AddressGroup, bool>("shared", Kinds.Flag, static (state, g) => Sharing.IsOpenToEverybody(state, g.Id))
            {
                Query = Query.Filter, Extension = "rbac-address-group",
            },
            StandardFields.Description<AddressGroup>(),
            .. StandardFields.Trailer<AddressGroup>(tags: false),
        ],
    };
}
