using Naru.Network.DefaultSecurityGroupRules;
using Naru.Network.Rbac;
using Naru.Network.SecurityGroups;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.AddressGroups;

/// <summary>What an address group does beyond being stored.</summary>
public sealed class AddressGroupRules : IResourceRules<AddressGroup>
{
    public Result<AddressGroup> Creating(Transaction state, Caller caller, AddressGroup draft, Given given) =>
        draft with { Addresses = draft.Addresses.Items.Distinct().ToEquatableList() };

    public Result<Done> Deleting(Transaction state, Caller caller, AddressGroup group)
    {
        if (SecurityGroupRuleTable.ByRemoteAddressGroup.Any(state, group.Id) || DefaultRuleTable.ByRemoteAddressGroup.Any(state, group.Id))
            return Error.Conflict("AddressGroupInUse", $"Address group {group.Id} is in use on one or more security group rules.");
        Sharing.Forget(state, group.Id);
        return Done.Ok;
    }

    /// <summary>The group with more blocks; one that it has already is refused.</summary>
    internal static Result<AddressGroup> Add(AddressGroup group, EquatableList<IpPrefix> more)
    {
        IpPrefix[] known = [.. more.Items.Where(group.Addresses.Items.Contains).Distinct()];
        return known.Length > 0
            ? NetworkErrors.Invalid("AddressesAlreadyExist", $"Addresses {Show(known)} already exist in the address group {group.Id}.")
            : group with { Addresses = group.Addresses.Items.Concat(more).Distinct().ToEquatableList() };
    }

    /// <summary>The group with fewer blocks; one that it does not have, as it was given, is refused.</summary>
    internal static Result<AddressGroup> Remove(AddressGroup group, EquatableList<IpPrefix> fewer)
    {
        IpPrefix[] unknown = [.. fewer.Items.Except(group.Addresses)];
        return unknown.Length > 0
            ? Error.NotFound("AddressesNotFound", $"Addresses {Show(unknown)} not found in the address group {group.Id}.")
            : group with { Addresses = group.Addresses.Items.Except(fewer).ToEquatableList() };
    }

    private static string Show(IEnumerable<IpPrefix> blocks) => $"[{string.Join(", ", blocks.Select(block => $"'{block}'"))}]";
}
