using Naru.Network.Ports;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Network.Invariants;

internal sealed class ActivePortsAreBound : IInvariant
{
    public string Rule => "A port that is ACTIVE is bound to a host and administratively up.";

    public IEnumerable<Violation> Violations(Snapshot state) =>
        from port in state.In(PortTable.Table).All
        where port.Status is PortStatus.Active && (!port.Binding.IsBound || !port.AdminStateUp)
        select new Violation(Violation.Title("port", port.Id, port.Name), port.Binding.IsBound ? "ACTIVE and administratively down" : "ACTIVE and not bound", "DOWN");
}
