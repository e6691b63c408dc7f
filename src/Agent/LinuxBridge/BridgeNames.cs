using Naru.Agent.Namespaces;

namespace Naru.Agent.LinuxBridge;

/// <summary>The names that operators of Linux bridge hosts know.</summary>
public static class BridgeNames
{
    /// <summary>What the names of bridges of networks begin with.</summary>
    public const string BridgePrefix = "brq";

    /// <summary>What the names of devices of ports begin with, those of services at the host's end.</summary>
    public const string TapPrefix = "tap";

    public const string TunnelPrefix = "vxlan-";

    public static string BridgeOf(string networkId) => DevicePlan.NameOf(BridgePrefix, networkId);

    public static string TunnelOf(uint vni) => $"{TunnelPrefix}{vni}";

    /// <summary>One VLAN of a card.</summary>
    /// <remarks>A name has at most 15 characters: that of a card with a long name begins with what fits.</remarks>
    public static string VlanOf(string card, uint vlan)
    {
        const int Longest = 15;
        var tail = $".{vlan}";
        return card[..Math.Min(card.Length, Longest - tail.Length)] + tail;
    }
}
