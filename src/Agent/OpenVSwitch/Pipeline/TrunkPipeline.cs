using Naru.Protocols.OpenFlow;
using Naru.Protocols.OpenFlow.Actions;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>All flows of one trunk bridge: the tags of its ports do the work (docs/pipeline/trunk.md).</summary>
public static class TrunkPipeline
{
    public static readonly FlowTable Switching = new(0, "switching", "Ordinary switching, parted by VLAN");

    public static IEnumerable<Flow> Flows()
    {
        yield return Switching.Flow(0, Match.Any, Instructions.Actions(Act.Normal));
    }
}
