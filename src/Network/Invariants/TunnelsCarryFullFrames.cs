using Naru.Network.Nodes;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Network.Invariants;

/// <remarks>Not a matter of the state but of the wires, as hosts last saw them: see docs/operating.md.</remarks>
internal sealed class TunnelsCarryFullFrames : IInvariant
{
    public string Rule => "Full frames of tunnel networks pass between any two hosts.";

    public IEnumerable<Violation> Violations(Snapshot state) => UnderlayDiagnosis.Of([.. state.In(NodeTable.Table).All]).Select(fault => new Violation(
        fault.Peer is null ? Violation.Title("the link of host", fault.Host) : $"the way from host {fault.Host} to {fault.Peer}", fault.Found, fault.Expected));
}
