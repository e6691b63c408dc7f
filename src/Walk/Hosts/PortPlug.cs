using Naru.Agent.Firewall;
using Naru.Agent.Namespaces;
using Naru.Agent.OpenVSwitch.Ports;
using Naru.Network.Ports;
using Naru.Network.Trunks;
using Naru.State;

namespace Naru.Walk.Hosts;

/// <summary>How the owner of a port is joined to br-int: the devices on the way, as they are called on the host.</summary>
/// <param name="Kind">What stands between them.</param>
/// <param name="OnSwitch">The device that is a port of br-int.</param>
/// <param name="Between">The bridge in between; empty where there is none.</param>
/// <param name="Outer">The device of that bridge towards the owner.</param>
/// <param name="Inner">The device of that bridge towards br-int.</param>
/// <param name="Tag">The VLAN tag that the owner's frames have on a trunk.</param>
internal sealed record PortPlug(PlugKind Kind, string OnSwitch, string Between, string Outer, string Inner, ushort? Tag)
{
    private const int BridgeNameLength = 14;

    public static PortPlug Of(IStateReader state, Port port)
    {
        if (TrunkTable.ByParent.Find(state, port.Id) is { } own)
        {
            return new PortPlug(
                PlugKind.Trunk, Bridges.ParentToTrunk(port.Id), BridgeOf(own), DevicePlan.NameOf("tap", port.Id), Bridges.TrunkToParent(port.Id), null);
        }
        if (TrunkTable.OfSubPort(state, port.Id) is { } trunk)
        {
            var tag = trunk.SubPorts.Items.First(sub => sub.PortId == port.Id).SegmentationId;
            return new PortPlug(
                PlugKind.Trunk, Bridges.SubPortToTrunk(port.Id), BridgeOf(trunk), DevicePlan.NameOf("tap", trunk.PortId), Bridges.TrunkToSubPort(port.Id), (ushort?)tag);
        }
        return port.Binding.Details is { OvsHybridPlug: true }
            ? new PortPlug(
                PlugKind.Hybrid, DevicePlan.NameOf("qvo", port.Id), HybridPort.BridgeOf(port.Id), HybridPort.TapOf(port.Id), HybridPort.UplinkOf(port.Id), null)
            : new PortPlug(PlugKind.Direct, DevicePlan.NameOf(Prefix(port), port.Id), "", "", "", null);
    }

    private static string BridgeOf(Trunk trunk) => $"tbr-{trunk.Id}"[..BridgeNameLength];

    private static string Prefix(Port port) => port.DeviceOwner switch
    {
        DeviceOwners.RouterGateway => "qg-",
        DeviceOwners.RouterSnat => "sg-",
        DeviceOwners.FloatingIpAgentGateway => "fg-",
        var owner when DeviceOwners.IsRouterInterface(owner) => "qr-",
        _ => "tap",
    };
}
