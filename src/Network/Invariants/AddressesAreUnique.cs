using Naru.Network.Ports;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Network.Invariants;

internal sealed class AddressesAreUnique : IInvariant
{
    public string Rule => "An address belongs to one port of a network.";

    public IEnumerable<Violation> Violations(Snapshot state) =>
        from use in state.In(PortTable.Table).All.SelectMany(port => port.FixedIps.Select(ip => (Port: port, ip.Address)))
        group use.Port by (use.Port.NetworkId, use.Address) into users
        where users.Count() > 1
        let port = users.First()
        select new Violation(
            Violation.Title("port", port.Id, port.Name),
            $"{users.Key.Address} is also the address of {string.Join(", ", users.Skip(1).Select(other => other.Id))} of network {users.Key.NetworkId}",
            "another address for all of them but one");
}
