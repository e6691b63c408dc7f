using Naru.Primitives;

namespace Naru.Network.Subnets;

/// <summary>What a block is divided into when the request does not say.</summary>
internal static class SubnetLayout
{
    /// <summary>The first address after the network's own; of a single-address block that one.</summary>
    public static IpAddress DefaultGateway(IpPrefix block) =>
        block.Length == block.Network.Bits ? block.Network : block.Network.Next;

    /// <summary>The addresses that hosts may have: not the network's own (unless the block is too small for one), not the IPv4 broadcast.</summary>
    public static (IpAddress First, IpAddress Last) Hosts(IpPrefix block)
    {
        if (block.IsV4)
            return block.Length <= 30 ? (block.Network.Next, block.Last.Previous) : (block.Network, block.Last);
        return block.Length == block.Network.Bits ? (block.Network, block.Network) : (block.Network.Next, block.Last);
    }

    /// <summary>All hosts but the gateway.</summary>
    public static EquatableList<AllocationPool> DefaultPools(IpPrefix block, IpAddress? gateway)
    {
        var (first, last) = Hosts(block);
        if (block.Network == block.Last || gateway is not { } hole || hole < first || last < hole)
            return [new AllocationPool(first, last)];
        var pools = new List<AllocationPool>(2);
        if (first < hole)
            pools.Add(new AllocationPool(first, hole.Previous));
        if (hole < last)
            pools.Add(new AllocationPool(hole.Next, last));
        return pools.ToEquatableList();
    }
}
