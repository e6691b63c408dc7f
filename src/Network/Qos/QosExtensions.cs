using Naru.Network.Extensions;

namespace Naru.Network.Qos;

/// <summary>The extensions of QoS.</summary>
internal static class QosExtensions
{
    public static readonly NetworkExtension[] All =
    [
        new("port-resource-request", "Port Resource Request", "What a port asks of the host it is placed on"),
        new("port-resource-request-groups", "Port Resource Request Groups", "Resource requests in groups"),
        new("qos", "Quality of Service", "Policies of limits and marks for ports and networks"),
        new("qos-bw-limit-direction", "Direction for QoS bandwidth limit rule", "Bandwidth limits for either direction"),
        new("qos-bw-minimum-ingress", "Ingress direction for QoS minimum bandwidth rule", "Minimum bandwidth for either direction"),
        new("qos-default", "QoS default policy", "A policy for networks that are made without one"),
        new("qos-fip", "Floating IP QoS", "Policies of floating IPs"),
        new("qos-fip-network-policy", "QoS floating IP network policy ID", "The policy that a floating IP has from its network"),
        new("qos-gateway-ip", "Router gateway IP QoS", "Policies of routers' gateway addresses"),
        new("qos-port-network-policy", "QoS port network policy ID", "The policy that a port has from its network"),
        new("qos-pps", "QoS Rule Type Packet per Second Extension", "Packet rate limits"),
        new("qos-pps-minimum", "QoS minimum packet rate rule", "Minimum packet rates"),
        new("qos-pps-minimum-rule-alias", "Ability to directly access QoS minimum packet rate rules", "Minimum packet rates without their policy in the path"),
        new("qos-rule-type-details", "Details of QoS rule types", "Which values a type of rule takes"),
        new("qos-rule-type-filter", "Allow to filter the list of QoS rule types", "Types of rules that all hosts support, or any"),
        new("qos-rules-alias", "Quality of Service rules alias API", "Rules without their policy in the path"),
    ];
}
