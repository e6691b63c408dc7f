using Naru.Network.Qos.PolicyRules;
using Naru.Rest.Declarations;

namespace Naru.Network.Qos.PacketRateLimitRules;

/// <summary>The declaration of <c>/qos/policies/{policy_id}/packet_rate_limit_rules</c>.</summary>
public static class PacketRateLimitRuleResource
{
    public static readonly ResourceDefinition<QosRule> Definition = QosRuleDeclaration.Of(
        QosRuleType.PacketRateLimit,
        "qos-pps",
        QosRuleFields.Rate("max_kpps"),
        QosRuleFields.Burst("max_burst_kpps"),
        QosRuleFields.Direction(QosRuleType.PacketRateLimit));
}
