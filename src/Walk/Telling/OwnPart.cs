using Naru.Walk.Told;

namespace Naru.Walk.Telling;

/// <summary>What somebody who is no administrator is told of a walk: hops through objects of their own, and elsewhere the names of devices only.</summary>
public static class OwnPart
{
    private const string Underlay = "underlay";

    /// <param name="isOwn">Whether an object is the caller's.</param>
    public static PacketWalk Of(PacketWalk walk, Func<ApiObject, bool> isOwn)
    {
        // Hosts are not told by name to members, as in the rest of the API; which hops share one is.
        var hosts = walk.Forward.Items.Concat(walk.Back.Items).Select(hop => hop.Host).Where(host => host.Length > 0).Distinct()
            .Select((host, index) => (host, alias: $"host-{(char)('a' + index)}")).ToDictionary(pair => pair.host, pair => pair.alias);
        return walk with
        {
            Source = Of(walk.Source, hosts, isOwn),
            Destination = Of(walk.Destination, hosts, isOwn),
            Forward = [.. walk.Forward.Select(hop => Of(hop, hosts, isOwn))],
            Back = [.. walk.Back.Select(hop => Of(hop, hosts, isOwn))],
            Spreads = [.. walk.Spreads.Where(spread => spread.Object is { } told && isOwn(told)).Select(spread => spread with { Host = hosts.GetValueOrDefault(spread.Host, "") })],
            Drop = walk.Drop is { } drop ? Of(drop, isOwn) : null,
            Notices = [.. walk.Notices.Where(notice => notice.Kind is not NoticeKind.AgentAway).Select(notice => notice with { Details = [notice.Details[0], ""] })],
        };
    }

    private static WalkEnd Of(WalkEnd end, Dictionary<string, string> hosts, Func<ApiObject, bool> isOwn) => end with
    {
        Port = end.Port is { } port && isOwn(port) ? port : null,
        Host = hosts.GetValueOrDefault(end.Host, ""),
    };

    private static Hop Of(Hop hop, Dictionary<string, string> hosts, Func<ApiObject, bool> isOwn)
    {
        var host = hosts.GetValueOrDefault(hop.Host, "");
        var place = hop.Kind is HopKind.Underlay ? Underlay : hop.Place;
        if (hop.Object is not { } told || !isOwn(told))
            return hop with { Host = host, Place = place, Decisions = [], Before = null, After = null, Object = null, Observed = [], Drift = null };
        return hop with
        {
            Host = host,
            Place = place,
            Observed = [],
            Drift = null,
            Decisions = [.. hop.Decisions.Where(decision => decision.Kind is not DecisionKind.Tunnel && (decision.Object is not { } cause || isOwn(cause)))],
            Before = hop.Before is { } before ? before with { Tunnel = null } : null,
            After = hop.After is { } after ? after with { Tunnel = null } : null,
        };
    }

    private static Drop Of(Drop drop, Func<ApiObject, bool> isOwn) =>
        drop.Object is { } told && isOwn(told) ? drop : drop with { Details = [], Object = null, Changes = [] };
}
