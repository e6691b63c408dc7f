using Naru.Rest;

namespace Naru.Network.Qos.PolicyRules;

/// <summary>One rule of a QoS policy, of any type: <c>/qos/policies/{policy_id}/…_rules</c>.</summary>
public sealed record QosRule : StandardResource, IChildResource
{
    public string PolicyId { get; init; } = "";

    public QosRuleType Type { get; init; }

    /// <summary>Means nothing where packets are marked.</summary>
    public QosDirection Direction { get; init; }

    /// <summary>kbit/s or thousand packets a second.</summary>
    public long Rate { get; init; }

    /// <summary>kbit or thousand packets above the rate that pass at once; zero leaves it to the data plane.</summary>
    public long Burst { get; init; }

    /// <summary>The differentiated services code point (RFC 2474), 0 to 63.</summary>
    public byte DscpMark { get; init; }

    public IChildResource WithParent(string parentId) => this with { PolicyId = parentId };
}
