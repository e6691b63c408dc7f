using Naru.Network.Qos.PolicyRules;

namespace Naru.Network.Qos.Placement;

/// <summary>Names that the Placement service knows (os-resource-classes, and custom traits as Neutron makes them).</summary>
internal static class ResourceNames
{
    public static string PhysicalNetwork(string name) => $"CUSTOM_PHYSNET_{Trait(name)}";

    public static string VnicType(string type) => $"CUSTOM_VNIC_TYPE_{Trait(type)}";

    public static string Of(QosRuleType type, QosDirection direction) => (type, direction) switch
    {
        (QosRuleType.MinimumBandwidth, QosDirection.Ingress) => "NET_BW_IGR_KILOBIT_PER_SEC",
        (QosRuleType.MinimumBandwidth, _) => "NET_BW_EGR_KILOBIT_PER_SEC",
        (_, QosDirection.Ingress) => "NET_PACKET_RATE_IGR_KILOPACKET_PER_SEC",
        (_, QosDirection.Egress) => "NET_PACKET_RATE_EGR_KILOPACKET_PER_SEC",
        _ => "NET_PACKET_RATE_KILOPACKET_PER_SEC",
    };

    // A trait has upper case letters, digits and underscores.
    private static string Trait(string name) =>
        string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToUpperInvariant(character) : '_'));
}
