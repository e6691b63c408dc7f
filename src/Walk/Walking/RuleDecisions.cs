using Naru.Walk.Filtering;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>What the rules of a Linux bridge or namespace said of a packet, for telling.</summary>
internal static class RuleDecisions
{
    public static IEnumerable<Decision> Of(IEnumerable<NftHit> hits) => hits.Select(hit => new Decision(
        IsTranslation(hit.Rule) ? DecisionKind.Nat : DecisionKind.Nftables,
        $"table {hit.Table}, chain {hit.Chain}",
        hit.Note.Length > 0 ? $"{hit.Rule} [{hit.Note}]" : hit.Rule));

    /// <summary>Of a known connection the question was judged, not this packet.</summary>
    public static bool IsOfKnownConnection(NftHit hit) => hit.Rule.StartsWith("ct state", StringComparison.Ordinal);

    /// <summary>Why a frame is dropped, by the rule that was met last.</summary>
    public static LegDrop DropOf(IReadOnlyList<NftHit> hits) => new(ReasonOf(hits[^1]), $"{hits[^1].Chain}: {hits[^1].Rule}");

    private static DropReason ReasonOf(NftHit last) => last.Chain.Split('-')[0] switch
    {
        "source" or "arriving" => DropReason.Spoofing,
        "egress" => DropReason.NoEgressRule,
        "ingress" => DropReason.NoIngressRule,
        _ => DropReason.Filtered,
    };

    private static bool IsTranslation(string rule) =>
        rule.Contains("nat to", StringComparison.Ordinal) || rule.Contains("redirect", StringComparison.Ordinal);
}
