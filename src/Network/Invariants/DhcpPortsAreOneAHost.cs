using Naru.Network.Ports;
using Naru.Network.Subnets;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Network.Invariants;

internal sealed class DhcpPortsAreOneAHost : IInvariant
{
    public string Rule => "A host has one DHCP port a network, and only where a subnet has DHCP.";

    public IEnumerable<Violation> Violations(Snapshot state)
    {
        foreach (var group in state.In(PortTable.Table).All.Where(port => port.DeviceOwner == DeviceOwners.Dhcp).GroupBy(port => (port.NetworkId, port.Binding.Host)))
        {
            var port = group.First();
            if (group.Key.Host.Length > 0 && group.Count() > 1)
            {
                yield return new Violation(
                    Violation.Title("port", port.Id), $"a DHCP port of network {group.Key.NetworkId} on {group.Key.Host}, as is {string.Join(", ", group.Skip(1).Select(other => other.Id))}",
                    "one of them");
            }
            if (!SubnetTable.ByNetwork.Of(state, group.Key.NetworkId).Any(subnet => subnet.EnableDhcp))
                yield return new Violation(Violation.Title("port", port.Id), $"a DHCP port of network {group.Key.NetworkId}, which has no subnet with DHCP", "no such port");
        }
    }
}
