using Naru.Network.Subnets;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Network.Invariants;

internal sealed class AllocationPoolsAreInTheirSubnets : IInvariant
{
    public string Rule => "The allocation pools of a subnet are in its block, ascending, apart from each other, and without its gateway.";

    public IEnumerable<Violation> Violations(Snapshot state) =>
        from subnet in state.In(SubnetTable.Table).All
        from fault in Faults(subnet)
        select new Violation(Violation.Title("subnet", subnet.Id, subnet.Name), fault, $"pools in {subnet.Cidr}, ascending, apart from each other and from {subnet.GatewayIp}");

    private static IEnumerable<string> Faults(Subnet subnet)
    {
        AllocationPool? before = null;
        foreach (var pool in subnet.AllocationPools)
        {
            if (pool.End < pool.Start || !subnet.Cidr.Contains(pool.Start) || !subnet.Cidr.Contains(pool.End))
                yield return $"the pool {pool} is not a range in {subnet.Cidr}";
            if (before is not null && pool.Start <= before.End)
                yield return $"the pool {pool} begins before {before} ends";
            if (subnet.GatewayIp is { } gateway && pool.Contains(gateway))
                yield return $"the pool {pool} has the gateway {gateway} in it";
            before = pool;
        }
    }
}
