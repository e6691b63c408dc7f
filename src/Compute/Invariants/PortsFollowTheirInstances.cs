using Naru.Network.Ports;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Compute.Invariants;

internal sealed class PortsFollowTheirInstances : IInvariant
{
    public string Rule => "A port of an instance names it as its device, and is where the instance is.";

    public IEnumerable<Violation> Violations(Snapshot state)
    {
        foreach (var server in state.In(ComputeTables.Servers).All)
        {
            foreach (var port in server.Ports.Select(own => state.In(PortTable.Table).Find(own.PortId)).OfType<Port>())
            {
                var title = Violation.Title("port", port.Id, port.Name);
                if (port.DeviceId != server.Id)
                    yield return new Violation(title, $"its device is '{port.DeviceId}'", $"server {server.Id}, whose port it is");
                if (port.Binding.Host != server.Host)
                    yield return new Violation(title, $"bound to '{port.Binding.Host}'", $"'{server.Host}', where server {server.Id} is");
            }
        }
    }
}
