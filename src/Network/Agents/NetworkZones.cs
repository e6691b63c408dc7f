using Naru.Network.Networks;
using Naru.Network.Nodes;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.Agents;

/// <summary>The zones that a network is served in (extension <c>network_availability_zone</c>).</summary>
internal static class NetworkZones
{
    public static readonly Field<VirtualNetwork> Field = new Field<VirtualNetwork, EquatableList<string>>(
        "availability_zones", Kinds.ListOf(Kinds.Text(255)), Of)
    {
        Extension = "network_availability_zone",
    };

    private static EquatableList<string> Of(IStateReader state, VirtualNetwork network) =>
        DhcpScheduling.HostsOf(state, network.Id)
            .Select(host => state.In(NodeTable.Table).Find(host)?.AvailabilityZone)
            .OfType<string>()
            .Distinct()
            .ToEquatableList();
}
