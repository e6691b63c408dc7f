using Naru.Network.Qos.PolicyRules;
using Naru.Rest.Declarations;

namespace Naru.Network.Qos.MinimumBandwidthRules;

/// <summary>The declaration of <c>/qos/policies/{policy_id}/minimum_bandwidth_rules</c>.</summary>
public static class MinimumBandwidthRuleResource
{
    public static readonly ResourceDefinition<QosRule> Definition = QosRuleDeclaration.Of(QosRuleType.MinimumBandwidth, "qos", Fields);

    public static readonly ResourceDefinition<QosRule> Alias = QosRuleDeclaration.Alias(QosRuleType.MinimumBandwidth, "qos-rules-alias", Fields);

    private static Field<QosRule>[] Fields => [QosRuleFields.Rate("min_kbps"), QosRuleFields.Direction(QosRuleType.MinimumBandwidth)];
}
