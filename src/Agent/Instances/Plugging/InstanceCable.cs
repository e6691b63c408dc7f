using Naru.Agent.Firewall;
using Naru.Agent.Namespaces;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Instances.Plugging;

/// <summary>How a port's network card is joined to br-int: what Nova's os-vif plugs.</summary>
/// <remarks>
/// Hybrid: <c>tap…</c> on the Linux bridge <c>qbr…</c> with <c>qvb…</c>, a cable, <c>qvo…</c> on br-int. Else: <c>tap…</c> on br-int, or
/// on the bridge of the trunk that the port is the parent of.
/// </remarks>
internal sealed record InstanceCable(string PortId, MacAddress Mac, int Mtu, bool IsHybrid)
{
    /// <summary>How long the beginnings of the names of devices are, before the id of the port.</summary>
    public const int PrefixLength = 3;

    private static readonly string[] Prefixes = ["tap", "qbr", "qvb", "qvo"];

    /// <summary>Whether a device is called like one of a cable.</summary>
    public static bool IsName(string device) => device.Length > PrefixLength && Prefixes.Contains(device[..PrefixLength]);

    public string Tap => BridgedPort.TapOf(PortId);

    public string Bridge => HybridPort.BridgeOf(PortId);

    public string Uplink => HybridPort.UplinkOf(PortId);

    /// <summary>The end of the cable that is on br-int.</summary>
    public string Outlet => DevicePlan.NameOf("qvo", PortId);

    /// <summary>What is a port of the switch.</summary>
    public string Device => IsHybrid ? Outlet : Tap;

    public static InstanceCable? Of(NodeView view, string portId) =>
        view.Ports.Find(portId) is { IsBound: true } port && view.Networks.Find(port.NetworkId) is { } network
            ? new InstanceCable(port.Id, port.Mac, network.Mtu, port.HybridPlug)
            : null;
}
