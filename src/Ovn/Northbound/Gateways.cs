using Naru.Network;
using Naru.Network.Nodes;
using Naru.Network.Segments;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Ovn.Northbound;

/// <summary>Which chassis may be a router's way out, and in which order they take over.</summary>
internal static class Gateways
{
    /// <summary>The most that one router uses, as in ML2/OVN: each is watched by BFD from all others.</summary>
    private const int Most = 5;

    /// <summary>The gateway chassis that reach a network, the first choice with the highest priority.</summary>
    /// <param name="id">Of what needs them. Each has an order of its own, so that they spread over all, and stays with it when others come.</param>
    public static IEnumerable<(string Chassis, int Priority)> For(IStateReader state, string networkId, string id)
    {
        var segments = SegmentTable.Of(state, networkId);
        var chosen = state.In(NodeTable.Table).All
            .Where(node => node.Roles.Items.Contains(NodeRole.Gateway) && node.Chassis is not null
                && segments.Any(segment => node.Carries(segment.NetworkType, segment.PhysicalNetwork)))
            .OrderByDescending(node => NameUuid.Of($"{id}.{node.Chassis}"))
            .Take(Most)
            .ToList();
        return chosen.Select((node, place) => (node.Chassis!, chosen.Count - place));
    }

    /// <summary>Whether something about a host that <see cref="For"/> looks at has changed.</summary>
    public static bool Differ(Node? before, Node? after) => Look(before) != Look(after);

    private static (string? Chassis, EquatableList<BridgeMapping> Mappings, IpAddress? Tunnels, EquatableList<string> Types)? Look(Node? node) =>
        node is not null && node.Roles.Items.Contains(NodeRole.Gateway) ? (node.Chassis, node.BridgeMappings, node.TunnelAddress, node.TunnelTypes) : null;
}
