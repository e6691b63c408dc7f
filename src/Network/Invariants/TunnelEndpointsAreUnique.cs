using Naru.Network.Nodes;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Network.Invariants;

internal sealed class TunnelEndpointsAreUnique : IInvariant
{
    public string Rule => "The tunnels of two hosts do not end at one address.";

    public IEnumerable<Violation> Violations(Snapshot state) =>
        from node in state.In(NodeTable.Table).All
        where node.TunnelAddress is not null
        group node by node.TunnelAddress into hosts
        where hosts.Count() > 1
        select new Violation(
            Violation.Title("host", hosts.First().Id), $"its tunnels end at {hosts.Key}, as do those of {string.Join(", ", hosts.Skip(1).Select(host => host.Id))}",
            "an address of its own: see localAddress of its agent");
}
