using Naru.Network.AddressScopes;
using Naru.Network.Rbac;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.SubnetPools;

/// <summary>What a subnet pool does beyond being stored.</summary>
public sealed class SubnetPoolRules : IResourceRules<SubnetPool>
{
    // The smallest blocks that a pool may be asked for (Neutron has the same).
    private const int DefaultMinV4 = 8;
    private const int DefaultMinV6 = 64;

    public Result<SubnetPool> Creating(Transaction state, Caller caller, SubnetPool draft, Given given)
    {
        if (draft.Prefixes.IsEmpty)
            return NetworkErrors.Invalid("EmptySubnetPoolPrefixList", "Empty subnet pool prefix list.");
        var version = draft.Prefixes[0].Version;
        var bits = version == 4 ? 32 : 128;
        var pool = draft with
        {
            IpVersion = version,
            MinPrefixLength = given.Has("min_prefixlen") ? draft.MinPrefixLength : version == 4 ? DefaultMinV4 : DefaultMinV6,
            MaxPrefixLength = given.Has("max_prefixlen") ? draft.MaxPrefixLength : bits,
        };
        if (!given.Has("default_prefixlen"))
            pool = pool with { DefaultPrefixLength = pool.MinPrefixLength };
        if (!Settle(state, caller, pool).TryGet(out var settled, out var error))
            return error;
        Sharing.Set(state, "subnetpool", settled.Id, settled.ProjectId, RbacPolicy.AccessAsShared, settled.Shared);
        return settled;
    }

    public Result<SubnetPool> Updating(Transaction state, Caller caller, SubnetPool before, SubnetPool after, Given given)
    {
        if (before.AddressScopeId is { } scope && !Owns(state, caller, scope))
        {
            return NetworkErrors.Invalid("IllegalSubnetPoolUpdate",
                $"Illegal subnetpool update : subnetpool {before.Id} cannot be updated when associated with shared address scope {scope}.");
        }
        if (after.Prefixes.IsEmpty)
            return NetworkErrors.Invalid("EmptySubnetPoolPrefixList", "Empty subnet pool prefix list.");
        if (AddressSpace.Without(before.Prefixes, after.Prefixes).Count > 0)
        {
            return NetworkErrors.Invalid("IllegalSubnetPoolPrefixUpdate",
                "Illegal update to prefixes: Existing prefixes must be a subset of the new prefixes.");
        }
        return Settle(state, caller, after, before);
    }

    public Result<Done> Deleting(Transaction state, Caller caller, SubnetPool pool)
    {
        if (SubnetTable.BySubnetPool.Any(state, pool.Id))
            return NetworkErrors.Invalid("SubnetPoolDeleteError", "Unable to delete subnet pool: Subnet pool has existing allocations.");
        Sharing.Forget(state, pool.Id);
        return Done.Ok;
    }

    /// <summary>Compacts the prefixes and checks all that must hold of a pool.</summary>
    internal static Result<SubnetPool> Settle(IStateReader state, Caller caller, SubnetPool pool, SubnetPool? before = null)
    {
        if (pool.Prefixes.Items.Any(prefix => prefix.Version != pool.IpVersion))
            return NetworkErrors.Invalid("PrefixVersionMismatch", "Cannot mix IPv4 and IPv6 prefixes in a subnet pool.");
        var bits = pool.IpVersion == 4 ? 32 : 128;
        if (pool.MaxPrefixLength > bits)
            return BadBounds("max_prefixlen", pool.MaxPrefixLength, "ip_version", pool.IpVersion);
        if (pool.MinPrefixLength > pool.MaxPrefixLength)
            return BadBounds("min_prefixlen", pool.MinPrefixLength, "max_prefixlen", pool.MaxPrefixLength);
        if (pool.DefaultPrefixLength < pool.MinPrefixLength)
            return BadBounds("default_prefixlen", pool.DefaultPrefixLength, "min_prefixlen", pool.MinPrefixLength);
        if (pool.DefaultPrefixLength > pool.MaxPrefixLength)
            return BadBounds("default_prefixlen", pool.DefaultPrefixLength, "max_prefixlen", pool.MaxPrefixLength);
        if (pool.IsDefault && before is not { IsDefault: true } && SubnetPoolTable.DefaultOf.Find(state, pool.IpVersion) is not null)
        {
            return NetworkErrors.InvalidInput(
                "A default subnetpool for this IP family has already been set. Only one default may exist per IP family");
        }
        var settled = pool with { Prefixes = AddressSpace.Compact(pool.Prefixes).ToEquatableList() };
        return CheckScope(state, caller, settled, before).TryGet(out _, out var error) ? settled : error;
    }

    private static Result<Done> CheckScope(IStateReader state, Caller caller, SubnetPool pool, SubnetPool? before)
    {
        if (pool.AddressScopeId is not { } id)
            return before?.AddressScopeId is null ? Done.Ok : CheckAffinity(state, pool);
        if (state.In(AddressScopeTable.Table).Find(id) is not { } scope
            || !(caller.IsAdmin || scope.ProjectId == caller.ProjectId || Sharing.IsOpenTo(state, id, caller.ProjectId)))
        {
            return Error.NotFound("AddressScopeNotFound", $"Address scope {id} could not be found.");
        }
        if (scope.ProjectId != pool.ProjectId && !Sharing.IsOpenTo(state, id, pool.ProjectId))
        {
            return NetworkErrors.Invalid("IllegalSubnetPoolAssociationToAddressScope",
                $"Illegal subnetpool association: subnetpool {pool.Id} cannot be associated with address scope {id}.");
        }
        if (scope.IpVersion != pool.IpVersion)
        {
            return NetworkErrors.Invalid("IllegalSubnetPoolIpVersionAssociationToAddressScope",
                $"Illegal subnetpool association: subnetpool {pool.Id} cannot associate with address scope {id} because subnetpool ip_version is not {scope.IpVersion}.");
        }
        foreach (var other in SubnetPoolTable.ByAddressScope.Of(state, id))
        {
            if (other.Id != pool.Id && AddressSpace.Overlap(other.Prefixes, pool.Prefixes))
            {
                return Error.Conflict("AddressScopePrefixConflict",
                    "Failed to associate address scope: subnetpools within an address scope must have unique prefixes.");
            }
        }
        return before is not null && before.AddressScopeId != id ? CheckAffinity(state, pool) : Done.Ok;
    }

    /// <summary>All subnets of one version on a network are in the same scope, so a pool that shares a network with another cannot move alone.</summary>
    private static Result<Done> CheckAffinity(IStateReader state, SubnetPool pool)
    {
        foreach (var networkId in SubnetTable.BySubnetPool.Of(state, pool.Id).Select(subnet => subnet.NetworkId).Distinct())
        {
            if (SubnetTable.ByNetwork.Of(state, networkId).Any(subnet => subnet.IpVersion == pool.IpVersion && subnet.SubnetPoolId != pool.Id))
                return SubnetPoolAllocation.ScopeAffinity;
        }
        return Done.Ok;
    }

    private static bool Owns(IStateReader state, Caller caller, string scopeId) =>
        caller.IsAdmin || state.In(AddressScopeTable.Table).Find(scopeId)?.ProjectId == caller.ProjectId;

    private static Error BadBounds(string name, int value, string other, int bound) =>
        NetworkErrors.Invalid("IllegalSubnetPoolPrefixBounds", $"Illegal prefix bounds: {name}={value}, {other}={bound}.");
}
