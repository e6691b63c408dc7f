using Naru.Network.Subnets;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Network.Invariants;

internal sealed class SubnetsDoNotOverlap : IInvariant
{
    public string Rule => "The subnets of a network do not overlap.";

    public IEnumerable<Violation> Violations(Snapshot state)
    {
        foreach (var network in state.In(SubnetTable.Table).All.GroupBy(subnet => subnet.NetworkId))
        {
            // In the order of their blocks, one that overlaps another overlaps the one before it that reaches furthest.
            Subnet? before = null;
            foreach (var subnet in network.OrderBy(subnet => subnet.Cidr))
            {
                if (before is not null && before.Cidr.Version == subnet.Cidr.Version && before.Cidr.Overlaps(subnet.Cidr))
                {
                    yield return new Violation(
                        Violation.Title("subnet", subnet.Id, subnet.Name), $"{subnet.Cidr} overlaps {before.Cidr} of subnet {before.Id}", "blocks that have no address in common");
                }
                else
                    before = subnet;
            }
        }
    }
}
