using Naru.Agent.Namespaces;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Firewall;

/// <summary>A port whose instance is plugged through a Linux bridge: tap – qbr – qvb, a cable, qvo – br-int.</summary>
/// <param name="Zone">The conntrack zone of its connections. The bridge's index: it stays as long as the bridge, whoever restarts.</param>
public sealed record HybridPort(NodePort Port, ushort Zone)
{
    public string Tap => TapOf(Port.Id);

    public string Bridge => BridgeOf(Port.Id);

    /// <summary>The end of the cable that is on the bridge.</summary>
    public string Uplink => UplinkOf(Port.Id);

    /// <summary>The first characters of its id, as in the names of its devices.</summary>
    public string ShortId => DevicePlan.NameOf("", Port.Id);

    /// <summary>Source MAC and address pairs that the instance may use: its own and the allowed ones.</summary>
    public IEnumerable<NodeAddressPair> Sources =>
        Port.FixedIps.Select(ip => new NodeAddressPair(Port.Mac, IpPrefix.OfHost(ip.Address))).Concat(Port.AllowedAddressPairs);

    public static string TapOf(string portId) => DevicePlan.NameOf("tap", portId);

    public static string BridgeOf(string portId) => DevicePlan.NameOf("qbr", portId);

    public static string UplinkOf(string portId) => DevicePlan.NameOf("qvb", portId);

    /// <summary>Zone 0 is that of everything else on the host.</summary>
    public static ushort ZoneOf(int bridgeIndex) => (ushort)(bridgeIndex % ushort.MaxValue + 1);
}
