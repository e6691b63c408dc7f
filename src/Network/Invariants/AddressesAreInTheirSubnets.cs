using Naru.Network.Ports;
using Naru.Network.Subnets;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Network.Invariants;

internal sealed class AddressesAreInTheirSubnets : IInvariant
{
    public string Rule => "An address of a port is in the block of its subnet, and the subnet is of the port's network.";

    public IEnumerable<Violation> Violations(Snapshot state)
    {
        foreach (var port in state.In(PortTable.Table).All)
        {
            foreach (var ip in port.FixedIps)
            {
                // A subnet that is not there is told of by the rule about references.
                if (state.In(SubnetTable.Table).Find(ip.SubnetId) is not { } subnet)
                    continue;
                if (subnet.NetworkId != port.NetworkId)
                    yield return new Violation(Title(port), $"{ip.Address} is of subnet {subnet.Id}, which is on network {subnet.NetworkId}", $"a subnet of network {port.NetworkId}");
                if (!subnet.Cidr.Contains(ip.Address))
                    yield return new Violation(Title(port), $"{ip.Address} is outside of {subnet.Cidr} of subnet {subnet.Id}", $"an address in {subnet.Cidr}");
            }
        }
    }

    private static string Title(Port port) => Violation.Title("port", port.Id, port.Name);
}
