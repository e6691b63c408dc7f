using Naru.Agent.Namespaces;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Firewall;

/// <summary>A port whose instance is plugged into a Linux bridge, where nftables guards it.</summary>
/// <param name="Zone">The conntrack zone of its connections. From the bridge's index: it stays as long as the bridge, whoever restarts.</param>
public abstract record BridgedPort(NodePort Port, ushort Zone)
{
    /// <summary>The name of the bridge.</summary>
    public abstract string Bridge { get; }

    public string Tap => TapOf(Port.Id);

    /// <summary>The first characters of its id, as in the names of its devices.</summary>
    public string ShortId => DevicePlan.NameOf("", Port.Id);

    /// <summary>Without port security, all passes.</summary>
    public bool IsFiltered => Port.PortSecurityEnabled;

    /// <summary>Source MAC and address pairs that the instance may use: its own and the allowed ones.</summary>
    public IEnumerable<NodeAddressPair> Sources =>
        Port.FixedIps.Select(ip => new NodeAddressPair(Port.Mac, IpPrefix.OfHost(ip.Address))).Concat(Port.AllowedAddressPairs);

    public static string TapOf(string portId) => DevicePlan.NameOf("tap", portId);

    /// <summary>Zone 0 is that of everything else on the host.</summary>
    public static ushort ZoneOf(int bridgeIndex) => (ushort)(bridgeIndex % ushort.MaxValue + 1);
}
