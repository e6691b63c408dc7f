using Naru.Images;
using Naru.Network.Ports;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Compute.Invariants;

/// <summary>Nothing is left of what something else needs.</summary>
internal sealed class ComputeReferencesExist : IInvariant
{
    private static readonly Reference[] All =
    [
        Reference.Of("server", ComputeTables.Servers, "ports", server => server.Ports.Select(port => (string?)port.PortId), PortTable.Table),
        Reference.Of("server", ComputeTables.Servers, "host", server => server.Hosts.Select(host => (string?)host), ComputeTables.Hosts),
        Reference.Of("server", ComputeTables.Servers, "server group", server => server.GroupId, ComputeTables.Groups),
        Reference.Of("server", ComputeTables.Servers, "shelved image", server => server.ShelvedImageId, ImageTables.Images),
        Reference.Of("aggregate", ComputeTables.Aggregates, "hosts", aggregate => aggregate.Hosts.Select(host => (string?)host), ComputeTables.Hosts),
    ];

    public string Rule => "What an object of the Compute API refers to exists.";

    public IEnumerable<Violation> Violations(Snapshot state) => All.SelectMany(reference => reference.Dangling(state));
}
