using Naru.Network.Ports;
using Naru.State;

namespace Naru.Walk.Reach;

/// <summary>What a change of the cloud opens and closes, pair by pair and packet by packet.</summary>
/// <param name="NotModelled">The pairs that the change may touch and of which one of the states is not known.</param>
public sealed record ReachDifference(IReadOnlyList<ReachChange> Gained, IReadOnlyList<ReachChange> Lost, IReadOnlyList<ReachPair> NotModelled)
{
    /// <param name="changes">What was written between the two states.</param>
    /// <param name="sees">Whether pairs of a port are asked for.</param>
    public static ReachDifference Of(IStateReader before, IStateReader after, IReadOnlyList<Change> changes, Func<Port, bool> sees)
    {
        var (then, now) = (new ReachMap(before), new ReachMap(after));
        var (gained, lost, unknown) = (new List<ReachChange>(), new List<ReachChange>(), new List<ReachPair>());
        var touched = TouchedPorts.Of(before, after, changes);
        if (touched.IsEmpty)
            return new ReachDifference(gained, lost, unknown);
        var olds = EndsOf(before, sees);
        var news = EndsOf(after, sees);
        foreach (var (from, to) in touched.Pairs([.. olds.Keys.Union(news.Keys)]))
        {
            var was = olds.TryGetValue(from, out var oldFrom) && olds.TryGetValue(to, out var oldTo) ? then.Between(oldFrom, oldTo) : null;
            var becomes = news.TryGetValue(from, out var newFrom) && news.TryGetValue(to, out var newTo) ? now.Between(newFrom, newTo) : null;
            if ((was?.NotModelled is not null ? was : becomes?.NotModelled is not null ? becomes : null) is { } pair)
            {
                unknown.Add(pair);
                continue;
            }
            var (old, current) = (was?.Flows ?? [], becomes?.Flows ?? []);
            var ends = becomes ?? was;
            if (ends is null || AreSame(old, current))
                continue;
            Keep(gained, ends, ReachFlow.Except(current, old));
            Keep(lost, ends, ReachFlow.Except(old, current));
        }
        return new ReachDifference(gained, lost, unknown);
    }

    // Most pairs that a change touches are not changed by it.
    private static bool AreSame(IReadOnlyList<ReachFlow> flows, IReadOnlyList<ReachFlow> others)
    {
        if (flows.Count != others.Count)
            return false;
        for (var at = 0; at < flows.Count; at++)
        {
            if (!flows[at].IsSameAs(others[at]))
                return false;
        }
        return true;
    }

    private static void Keep(List<ReachChange> kept, ReachPair ends, IEnumerable<ReachFlow> flows)
    {
        var all = flows.ToList();
        if (all.Count > 0)
            kept.Add(new ReachChange(ends.From, ends.To, all));
    }

    private static Dictionary<string, ReachEnd> EndsOf(IStateReader state, Func<Port, bool> sees) =>
        state.In(PortTable.Table).All.Where(port => ReachMap.IsEnd(port) && sees(port)).Select(port => new ReachEnd(port)).Append(ReachEnd.External).ToDictionary(end => end.Id);
}
