using Naru.Network.AddressScopes;
using Naru.Network.Rbac;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.SubnetPools;

/// <summary>Gives subnets their blocks from pools.</summary>
internal static class SubnetPoolAllocation
{
    private const int QuotaUnitV6 = 64;

    public static readonly Error ScopeAffinity = NetworkErrors.Invalid("NetworkAddressScopeAffinityError",
        "Subnets of the same address family hosted on the same network must all participate in the same address scope.");

    private static readonly Error PoolAffinity = NetworkErrors.Invalid("NetworkSubnetPoolAffinityError",
        "Subnets hosted on the same network must be allocated from the same subnet pool.");

    /// <summary>The block of a new subnet from its pool.</summary>
    /// <param name="subnet">With its pool; its own block is the one asked for, if any.</param>
    /// <param name="hasBlock">A certain block is asked for.</param>
    /// <param name="length">The prefix length asked for; null: the pool's default.</param>
    public static Result<IpPrefix> Allocate(IStateReader state, Caller caller, Subnet subnet, bool hasBlock, int? length)
    {
        if (state.In(SubnetPoolTable.Table).Find(subnet.SubnetPoolId!) is not { } pool
            || !(caller.IsAdmin || pool.ProjectId == caller.ProjectId || Sharing.IsOpenTo(state, pool.Id, caller.ProjectId)))
        {
            return Error.NotFound("SubnetPoolNotFound", $"Subnet pool {subnet.SubnetPoolId} could not be found.");
        }
        if (pool.IpVersion != subnet.IpVersion)
            return NetworkErrors.Invalid("BadRequest", "Bad subnets request: Cannot allocate requested subnet: ip_version is not that of the subnet pool.");
        var wanted = hasBlock ? subnet.Cidr.Length : length ?? pool.DefaultPrefixLength;
        if (wanted > pool.MaxPrefixLength)
        {
            return NetworkErrors.Invalid("MaxPrefixSubnetAllocationError",
                $"Unable to allocate subnet with prefix length {wanted}, maximum allowed prefix is {pool.MaxPrefixLength}.");
        }
        if (wanted < pool.MinPrefixLength)
        {
            return NetworkErrors.Invalid("MinPrefixSubnetAllocationError",
                $"Unable to allocate subnet with prefix length {wanted}, minimum allowed prefix is {pool.MinPrefixLength}.");
        }
        if (!CheckQuota(state, pool, subnet.ProjectId, wanted).TryGet(out _, out var error))
            return error;
        var free = AddressSpace.Without(pool.Prefixes, SubnetTable.BySubnetPool.Of(state, pool.Id).Select(other => other.Cidr));
        if (hasBlock)
        {
            return free.Exists(block => block.Contains(subnet.Cidr))
                ? subnet.Cidr
                : Exhausted("Cannot allocate requested subnet from the available set of prefixes");
        }
        return AddressSpace.Place(free, wanted) is { } placed ? placed : Exhausted($"Insufficient prefix space to allocate subnet size /{wanted}");
    }

    /// <summary>Subnets of one version on a network come from one pool, or from pools of one address scope.</summary>
    public static Result<Done> CheckNetwork(IStateReader state, Subnet subnet)
    {
        var pool = subnet.SubnetPoolId is { } id ? state.In(SubnetPoolTable.Table).Find(id) : null;
        var scope = AddressScopeResource.OfNetwork(state, subnet.NetworkId, subnet.IpVersion);
        if (scope is not null)
            return pool?.AddressScopeId == scope ? Done.Ok : ScopeAffinity;
        foreach (var other in SubnetTable.ByNetwork.Of(state, subnet.NetworkId))
        {
            if (other.IpVersion == subnet.IpVersion && other.SubnetPoolId != subnet.SubnetPoolId && other.Id != subnet.Id)
                return PoolAffinity;
        }
        return Done.Ok;
    }

    private static Result<Done> CheckQuota(IStateReader state, SubnetPool pool, string project, int length)
    {
        if (pool.DefaultQuota is not { } quota)
            return Done.Ok;
        var unit = pool.IpVersion == 4 ? 32 : QuotaUnitV6;
        var used = SubnetTable.BySubnetPool.Of(state, pool.Id)
            .Where(subnet => subnet.ProjectId == project)
            .Sum(subnet => Math.Pow(2, unit - subnet.Cidr.Length));
        return used + Math.Pow(2, unit - length) > quota
            ? new Error(ErrorKind.OverQuota, "SubnetPoolQuotaExceeded", "Per-project subnet pool prefix quota exceeded.")
            : Done.Ok;
    }

    private static Error Exhausted(string reason) =>
        Error.Conflict("SubnetAllocationError", $"Failed to allocate subnet: {reason}.");
}
