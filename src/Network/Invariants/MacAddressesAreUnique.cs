using Naru.Network.Ports;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Network.Invariants;

internal sealed class MacAddressesAreUnique : IInvariant
{
    public string Rule => "A MAC address belongs to one port of a network.";

    public IEnumerable<Violation> Violations(Snapshot state) =>
        from port in state.In(PortTable.Table).All
        group port by (port.NetworkId, port.MacAddress) into users
        where users.Count() > 1
        select new Violation(
            Violation.Title("port", users.First().Id, users.First().Name),
            $"{users.Key.MacAddress} is also the address of {string.Join(", ", users.Skip(1).Select(other => other.Id))} of network {users.Key.NetworkId}",
            "another MAC address for all of them but one");
}
