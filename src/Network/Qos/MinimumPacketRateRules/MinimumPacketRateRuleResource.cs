using Naru.Network.Qos.PolicyRules;
using Naru.Rest.Declarations;

namespace Naru.Network.Qos.MinimumPacketRateRules;

/// <summary>The declaration of <c>/qos/policies/{policy_id}/minimum_packet_rate_rules</c>.</summary>
public static class MinimumPacketRateRuleResource
{
    public static readonly ResourceDefinition<QosRule> Definition =
        QosRuleDeclaration.Of(QosRuleType.MinimumPacketRate, "qos-pps-minimum", Fields);

    public static readonly ResourceDefinition<QosRule> Alias =
        QosRuleDeclaration.Alias(QosRuleType.MinimumPacketRate, "qos-pps-minimum-rule-alias", Fields);

    private static Field<QosRule>[] Fields => [QosRuleFields.Rate("min_kpps"), QosRuleFields.Direction(QosRuleType.MinimumPacketRate)];
}
