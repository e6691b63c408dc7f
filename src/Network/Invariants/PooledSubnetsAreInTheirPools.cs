using Naru.Network.SubnetPools;
using Naru.Network.Subnets;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Network.Invariants;

internal sealed class PooledSubnetsAreInTheirPools : IInvariant
{
    public string Rule => "A subnet of a subnet pool has a block of the pool, and no other subnet of the pool has a part of it.";

    public IEnumerable<Violation> Violations(Snapshot state)
    {
        foreach (var pool in state.In(SubnetPoolTable.Table).All)
        {
            Subnet? before = null;
            foreach (var subnet in SubnetTable.BySubnetPool.Of(state, pool.Id).OrderBy(subnet => subnet.Cidr))
            {
                var title = Violation.Title("subnet", subnet.Id, subnet.Name);
                if (!pool.Prefixes.Items.Any(prefix => prefix.Contains(subnet.Cidr)))
                    yield return new Violation(title, $"{subnet.Cidr} is in none of the prefixes of its pool {pool.Id}", $"a block of {string.Join(", ", pool.Prefixes)}");
                if (before is not null && before.Cidr.Overlaps(subnet.Cidr))
                    yield return new Violation(title, $"{subnet.Cidr} overlaps {before.Cidr} of subnet {before.Id} of the same pool {pool.Id}", "blocks that have no address in common");
                else
                    before = subnet;
            }
        }
    }
}
