using Naru.Protocols.OpenFlow;
using Naru.Protocols.OpenFlow.Actions;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>Hands a packet to an instance, without the local VLAN.</summary>
internal static class Delivery
{
    // Writing zero into vlan_tci takes a tag away where there is one; pop_vlan would be refused in a flow that also sees packets without.
    public static FlowAction[] To(LocalPort port) => [Act.Load(Oxm.VlanTci, 0), Act.Output(port.Number)];
}
