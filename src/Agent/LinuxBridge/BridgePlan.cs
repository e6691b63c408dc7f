using System.Collections.Immutable;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.LinuxBridge;

/// <summary>Decides which bridges a host has, and what is plugged into them.</summary>
/// <param name="Bridges">One for each network that can be carried here.</param>
/// <param name="Problems">Why a network has none, by its id.</param>
public sealed record BridgePlan(EquatableList<NetworkBridge> Bridges, ImmutableDictionary<string, Error> Problems)
{
    public static BridgePlan Of(NodeView view, AgentConfiguration configuration)
    {
        var bridges = new List<NetworkBridge>();
        var problems = ImmutableDictionary.CreateBuilder<string, Error>();
        foreach (var network in view.Networks.OrderBy(network => network.Id, StringComparer.Ordinal))
        {
            if (UplinkOf(network, configuration).TryGet(out var bridge, out var error))
                bridges.Add(bridge);
            else
                problems[network.Id] = error;
        }
        return new BridgePlan(bridges.ToEquatableList(), problems.ToImmutable());
    }

    private static Result<NetworkBridge> UplinkOf(NodeNetwork network, AgentConfiguration configuration)
    {
        var segment = network.Segment;
        switch (segment.Type)
        {
            case SegmentType.Local:
                return new NetworkBridge(network.Id, null);
            case SegmentType.Vxlan when configuration.LocalAddress is not null:
                return new NetworkBridge(network.Id, new Uplink.Tunnel(BridgeNames.TunnelOf(segment.SegmentationId), segment.SegmentationId, network.Mtu));
            case SegmentType.Flat or SegmentType.Vlan when segment.PhysicalNetwork is { } physical && configuration.InterfaceMappings.TryGetValue(physical, out var card):
                return new NetworkBridge(network.Id, segment.Type is SegmentType.Flat
                    ? new Uplink.Card(card)
                    : new Uplink.Vlan(BridgeNames.VlanOf(card, segment.SegmentationId), card, (ushort)segment.SegmentationId));
            case SegmentType.Flat or SegmentType.Vlan:
                return Error.Conflict("NoCard", $"No card of this host leads to the physical network '{segment.PhysicalNetwork}' (interfaceMappings).");
            default:
                return Error.Conflict("NotCarried", $"Linux bridges carry no networks of type {segment.Type.ToString().ToLowerInvariant()}.");
        }
    }
}
