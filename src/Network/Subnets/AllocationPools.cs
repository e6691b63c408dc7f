using Naru.Primitives;

namespace Naru.Network.Subnets;

/// <summary>Checks the ranges that addresses are chosen from.</summary>
internal static class AllocationPools
{
    /// <returns>The pools in ascending order.</returns>
    public static Result<EquatableList<AllocationPool>> Check(IpPrefix block, EquatableList<AllocationPool> pools)
    {
        var (first, last) = SubnetLayout.Hosts(block);
        foreach (var pool in pools)
        {
            if (pool.Start.Version != block.Version || pool.End.Version != block.Version || pool.End < pool.Start)
                return NetworkErrors.Invalid("InvalidAllocationPool", $"The allocation pool {pool} is not valid.");
            if (pool.Start < first || last < pool.End)
                return NetworkErrors.Invalid("OutOfBoundsAllocationPool", $"The allocation pool {pool} spans beyond the subnet cidr {block}.");
        }
        AllocationPool[] sorted = [.. pools.Items.OrderBy(pool => pool.Start)];
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].Start <= sorted[i - 1].End)
            {
                return Error.Conflict("OverlappingAllocationPools",
                    $"Found overlapping allocation pools: {sorted[i - 1]} {sorted[i]} for subnet {block}.");
            }
        }
        return EquatableList.Create<AllocationPool>(sorted);
    }

    public static Result<Done> CheckGateway(IpAddress? gateway, EquatableList<AllocationPool> pools)
    {
        if (gateway is { } address)
        {
            foreach (var pool in pools)
            {
                // A block of one or two addresses has nothing else to give than the gateway's own.
                if (pool.Contains(address) && pool.Start != pool.End)
                {
                    return Error.Conflict("GatewayConflictWithAllocationPools", $"Gateway ip {address} conflicts with allocation pool {pool}.");
                }
            }
        }
        return Done.Ok;
    }
}
