using Naru.Network.Qos.PolicyRules;
using Naru.Rest.Declarations;

namespace Naru.Network.Qos.BandwidthLimitRules;

/// <summary>The declaration of <c>/qos/policies/{policy_id}/bandwidth_limit_rules</c>.</summary>
public static class BandwidthLimitRuleResource
{
    public static readonly ResourceDefinition<QosRule> Definition = QosRuleDeclaration.Of(QosRuleType.BandwidthLimit, "qos", Fields);

    public static readonly ResourceDefinition<QosRule> Alias = QosRuleDeclaration.Alias(QosRuleType.BandwidthLimit, "qos-rules-alias", Fields);

    private static Field<QosRule>[] Fields =>
    [
        QosRuleFields.Rate("max_kbps"),
        QosRuleFields.Burst("max_burst_kbps"),
        QosRuleFields.Direction(QosRuleType.BandwidthLimit, "qos-bw-limit-direction"),
    ];
}
