using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Segments;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Network.Invariants;

internal sealed class BindingsAreToKnownHosts : IInvariant
{
    public string Rule => "A port is bound to a host that has attached, by a segment of its network.";

    public IEnumerable<Violation> Violations(Snapshot state)
    {
        foreach (var port in state.In(PortTable.Table).All.Where(port => port.Binding.IsBound))
        {
            var title = Violation.Title("port", port.Id, port.Name);
            if (port.Binding.Host.Length > 0 && !state.In(NodeTable.Table).Contains(port.Binding.Host))
                yield return new Violation(title, $"bound to '{port.Binding.Host}', which never attached", "binding_failed, or a host among the agents");
            if (port.Binding.SegmentId is { } id && state.In(SegmentTable.Table).Find(id) is { } segment && segment.NetworkId != port.NetworkId)
                yield return new Violation(title, $"bound by segment {id} of network {segment.NetworkId}", $"a segment of network {port.NetworkId}");
        }
    }
}
