using Naru.Network.Routers;
using Naru.Network.Subnets;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Network.Invariants;

internal sealed class RouterInterfacesAreConsistent : IInvariant
{
    public string Rule => "The interfaces of a router have an address, and the blocks of their subnets mean one thing to it.";

    public IEnumerable<Violation> Violations(Snapshot state)
    {
        foreach (var router in state.In(RouterTable.Table).All)
        {
            var interfaces = RouterPorts.Interfaces(state, router.Id).ToList();
            foreach (var port in interfaces.Where(port => port.FixedIps.IsEmpty))
                yield return new Violation(Violation.Title("router", router.Id, router.Name), $"its interface {port.Id} has no address", "an address on a subnet");
            // The interfaces that a distributed or highly available router has several of for one subnet count once.
            var connected = interfaces.SelectMany(port => port.FixedIps).Select(ip => ip.SubnetId).Distinct()
                .Select(state.In(SubnetTable.Table).Find).OfType<Subnet>().OrderBy(subnet => subnet.Cidr).ToList();
            for (var i = 1; i < connected.Count; i++)
            {
                if (connected[i - 1].Cidr.Version == connected[i].Cidr.Version && connected[i - 1].Cidr.Overlaps(connected[i].Cidr))
                {
                    yield return new Violation(
                        Violation.Title("router", router.Id, router.Name),
                        $"connected to {connected[i].Cidr} of subnet {connected[i].Id} and {connected[i - 1].Cidr} of subnet {connected[i - 1].Id}",
                        "subnets that do not overlap");
                }
            }
        }
    }
}
