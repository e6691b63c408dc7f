using Naru.Network.Qos.PolicyRules;
using Naru.Rest.Declarations;

namespace Naru.Network.Qos.DscpMarkingRules;

/// <summary>The declaration of <c>/qos/policies/{policy_id}/dscp_marking_rules</c>.</summary>
public static class DscpMarkingRuleResource
{
    public static readonly ResourceDefinition<QosRule> Definition =
        QosRuleDeclaration.Of(QosRuleType.DscpMarking, "qos", QosRuleFields.DscpMark());

    public static readonly ResourceDefinition<QosRule> Alias =
        QosRuleDeclaration.Alias(QosRuleType.DscpMarking, "qos-rules-alias", QosRuleFields.DscpMark());
}
