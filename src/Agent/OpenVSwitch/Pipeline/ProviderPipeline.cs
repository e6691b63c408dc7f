using Naru.NodeContract;
using Naru.Protocols.OpenFlow;
using Naru.Protocols.OpenFlow.Actions;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>All flows of one provider bridge.</summary>
public static class ProviderPipeline
{
    private const ushort Translated = 4;
    private const ushort FromIntegration = 2;
    private const ushort Default = 0;

    public static IEnumerable<Flow> Flows(NodeView node, SwitchView @switch, ProviderBridge bridge)
    {
        var table = ProviderTables.LocalSwitching;
        yield return table.Flow(Default, Match.Any, Instructions.Actions(Act.Normal));
        // br-int floods into its patch whatever VLAN a frame has; only the bridge's own networks may leave.
        yield return table.Flow(FromIntegration, Match.Any.InPort(bridge.BridgePort), Instructions.Drop);
        foreach (var network in node.Networks.OrderBy(network => network.Id))
        {
            if (network.Segment.PhysicalNetwork != bridge.PhysicalNetwork || !@switch.LocalVlans.TryGetValue(network.Id, out var vlan))
                continue;
            var tag = network.Segment.Type is SegmentType.Flat ? Act.PopVlan : Act.SetVlanVid((ushort)network.Segment.SegmentationId);
            yield return table.Flow(
                Translated, Match.Any.InPort(bridge.BridgePort).VlanVid(vlan), Instructions.Actions(tag, Act.Normal), network.Id);
        }
    }
}
