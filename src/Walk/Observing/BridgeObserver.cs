using Naru.NodeContract;
using Naru.Primitives;
using Naru.Walk.Told;

namespace Naru.Walk.Observing;

/// <summary>Looks whether a Linux bridge would do now what a hop on it says: its rules, where it knows the receiver to be, and the tracked connections.</summary>
internal sealed class BridgeObserver(AskHost ask)
{
    private const string ConnectionWord = "conntrack ";

    /// <param name="outside">The MAC address of the outside, where a namespace on the way knows it.</param>
    public async Task<Hop> LookAsync(Hop hop, MacAddress? outside, CancellationToken cancellation)
    {
        var rules = hop.Decisions.Where(decision => decision.Kind is DecisionKind.Nftables).Select(decision => new Rule(decision)).ToList();
        var (seen, drift) = (new List<string>(), hop.Drift);
        if (rules.Count > 0)
        {
            var words = rules.Select(rule => rule.Chain).Distinct().SelectMany(chain => chain.Split(' '));
            var answer = await ask(hop.Host, NodeQuestionKind.Chains, [.. words], cancellation);
            drift ??= CompareRules(rules, answer, seen);
        }
        if (hop is { Kind: HopKind.NetworkBridge, Before: { } headers } && (headers.EthDst ?? outside) is { } mac)
        {
            var answer = await ask(
                hop.Host, NodeQuestionKind.Bridge, [hop.Place, mac.ToString(), headers.Source.ToString(), headers.Destination.ToString(), $"{headers.Protocol}"], cancellation);
            drift ??= CompareEntries(hop, answer, seen);
        }
        return hop with { Observed = [.. hop.Observed, .. seen], Drift = drift };
    }

    private static string? CompareRules(List<Rule> rules, Result<string> answer, List<string> seen)
    {
        if (!answer.TryGet(out var text, out var error))
            return error.Message;
        var lines = text.Split('\n');
        string? drift = null;
        foreach (var rule in rules)
        {
            var start = $"{rule.Chain}: ";
            var found = lines.FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal) && RuleWords.AreSame(line[start.Length..], rule.Text));
            if (found is not null)
                seen.Add(found);
            else
                drift ??= $"{start}{rule.Text}  ≠  —";
        }
        return drift;
    }

    // A bridge that has not learned the receiver yet sends the frame to everybody, the receiver among them.
    private static string? CompareEntries(Hop hop, Result<string> answer, List<string> seen)
    {
        if (!answer.TryGet(out var text, out var error))
            return error.Message;
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        seen.AddRange(lines);
        var entries = lines.Where(line => !line.StartsWith(ConnectionWord, StringComparison.Ordinal)).ToList();
        foreach (var computed in hop.Decisions.Where(decision => decision.Kind is DecisionKind.Forwarding or DecisionKind.Tunnel).Select(decision => decision.What))
        {
            var kind = computed.Contains(" dst ", StringComparison.Ordinal) ? " dst " : " master ";
            var same = entries.Where(entry => entry.Contains(kind, StringComparison.Ordinal)).ToList();
            if (same.Count > 0 ? !same.Exists(entry => entry.StartsWith(computed, StringComparison.Ordinal)) : kind == " dst ")
                return $"{computed}  ≠  {(same.Count > 0 ? string.Join(", ", same) : "—")}";
        }
        return null;
    }

    /// <summary>A rule that a hop says was met.</summary>
    private sealed class Rule(Decision decision)
    {
        // "table bridge naru-firewall, chain source-…"
        public string Chain { get; } = decision.Where.Replace("table ", "", StringComparison.Ordinal).Replace(", chain", "", StringComparison.Ordinal);

        // What it did beyond its words stands in brackets behind it.
        public string Text { get; } = decision.What.IndexOf(" [", StringComparison.Ordinal) is >= 0 and var at ? decision.What[..at] : decision.What;
    }
}
