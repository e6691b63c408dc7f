using Naru.Network.Ports;
using Naru.Network.Trunks;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Network.Invariants;

internal sealed class TrunksAreConsistent : IInvariant
{
    public string Rule => "A trunk's tags are unique, its subports are on its parent's host and no other trunk's, and its parent shows it.";

    public IEnumerable<Violation> Violations(Snapshot state)
    {
        foreach (var trunk in state.In(TrunkTable.Table).All)
        {
            var title = Violation.Title("trunk", trunk.Id, trunk.Name);
            foreach (var twice in trunk.SubPorts.Items.GroupBy(port => port.SegmentationId).Where(same => same.Count() > 1))
                yield return new Violation(title, $"VLAN {twice.Key} of {string.Join(" and ", twice.Select(port => port.PortId))}", "a VLAN for each subport");
            // A port that does not exist is a reference that leads nowhere, which another rule is about.
            if (state.In(PortTable.Table).Find(trunk.PortId) is not { } parent)
                continue;
            if (parent.Trunk != TrunkDetails.Of(state, trunk))
                yield return new Violation(title, $"parent {parent.Id} shows {parent.Trunk?.TrunkId ?? "no trunk"} with other subports", "what the trunk has");
            foreach (var port in trunk.SubPorts.Select(subPort => state.In(PortTable.Table).Find(subPort.PortId)).OfType<Port>())
            {
                if (port.Binding.Host != parent.Binding.Host)
                    yield return new Violation(title, $"subport {port.Id} is on '{port.Binding.Host}'", $"the parent's host '{parent.Binding.Host}'");
                if (TrunkTable.BySubPort.Of(state, port.Id).Count > 1)
                    yield return new Violation(title, $"subport {port.Id} is on another trunk, too", "one trunk");
            }
        }
    }
}
