namespace Naru.Network.Qos.PolicyRules;

/// <summary>A type of rule in the words of the API.</summary>
/// <param name="Word">Such as <c>bandwidth_limit</c>.</param>
/// <param name="Rate">What the rate is called; null: the type has none, it marks packets.</param>
/// <param name="Burst">What the burst is called; null: the type has none.</param>
public sealed record QosRuleWords(QosRuleType Type, string Word, string? Rate, string? Burst)
{
    public static readonly IReadOnlyList<QosRuleWords> All =
    [
        new(QosRuleType.BandwidthLimit, "bandwidth_limit", "max_kbps", "max_burst_kbps"),
        new(QosRuleType.DscpMarking, "dscp_marking", null, null),
        new(QosRuleType.MinimumBandwidth, "minimum_bandwidth", "min_kbps", null),
        new(QosRuleType.MinimumPacketRate, "minimum_packet_rate", "min_kpps", null),
        new(QosRuleType.PacketRateLimit, "packet_rate_limit", "max_kpps", "max_burst_kpps"),
    ];

    public static QosRuleWords Of(QosRuleType type) => All[(int)type];
}
