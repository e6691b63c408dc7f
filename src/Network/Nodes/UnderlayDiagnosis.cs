using Naru.NodeContract;

namespace Naru.Network.Nodes;

/// <summary>Finds out of what hosts saw on their ways to each other which link is to blame.</summary>
public static class UnderlayDiagnosis
{
    /// <summary>Something that is wrong between hosts.</summary>
    /// <param name="Host">Whose link it is; of a way that no link explains, where it begins.</param>
    /// <param name="Peer">Where such a way ends; null: all ways of the host are concerned.</param>
    public sealed record Fault(string Host, string? Peer, string Found, string Expected);

    private sealed record Way(string From, NodeTunnel Seen);

    /// <summary>One fault a link: ways that it explains are not told again.</summary>
    public static IReadOnlyList<Fault> Of(IReadOnlyCollection<Node> nodes)
    {
        var attached = nodes.Where(node => node is { IsAttached: true, TunnelAddress: not null }).ToDictionary(node => node.Id);
        var ways = attached.Values.OrderBy(node => node.Id, StringComparer.Ordinal)
            .SelectMany(node => node.Tunnels.Items.Where(tunnel => attached.ContainsKey(tunnel.Peer)).Select(tunnel => new Way(node.Id, tunnel))).ToList();
        var broken = ways.Where(way => way.Seen.Problem is not null).ToList();
        var faults = new List<Fault>();

        // What a host sees at its own device needs no guessing.
        foreach (var own in broken.Where(way => IsOwn(way.Seen)).DistinctBy(way => way.From).ToList())
        {
            faults.Add(new Fault(own.From, null, own.Seen.Problem ?? "", Expected(own.Seen)));
            broken.RemoveAll(way => way.From == own.From || way.Seen.Peer == own.From);
        }
        while (broken.Count > 0)
        {
            var kind = KindOf(broken[0].Seen);
            var alike = broken.Where(way => KindOf(way.Seen) == kind).ToList();
            // A link is to blame when every way over it is broken, or every way out, and there are several.
            var blamed = attached.Keys.Order(StringComparer.Ordinal)
                .SelectMany(host => new[] { Blamed(host, "to and from", Over), Blamed(host, "from", From) }).OfType<(string Host, string Where, List<Way> Ways)>()
                .OrderByDescending(each => each.Ways.Count).ToList();
            if (blamed is [var (host, where, explained), ..])
            {
                var least = explained.MinBy(way => way.Seen.PassingMtu) ?? explained[0];
                faults.Add(new Fault(host, null, $"on all ways {where} it, so that its link is to blame: {least.Seen.Problem}", Expected(least.Seen)));
                broken.RemoveAll(explained.Contains);
                continue;
            }
            foreach (var way in alike)
                faults.Add(new Fault(way.From, way.Seen.Peer, way.Seen.Problem ?? "", Expected(way.Seen)));
            broken.RemoveAll(alike.Contains);

            (string Host, string Where, List<Way> Ways)? Blamed(string host, string where, Func<IEnumerable<Way>, string, List<Way>> of) =>
                of(alike, host) is { Count: > 1 } over && over.Count == of(ways, host).Count ? (host, where, over) : null;
        }
        return faults;
    }

    private static bool IsOwn(NodeTunnel seen) => seen.Device.Length == 0 || seen.DeviceMtu < seen.NeededMtu;

    private static List<Way> Over(IEnumerable<Way> ways, string host) => [.. ways.Where(way => way.From == host || way.Seen.Peer == host)];

    private static List<Way> From(IEnumerable<Way> ways, string host) => [.. ways.Where(way => way.From == host)];

    private static (bool IsSilent, bool IsNarrow) KindOf(NodeTunnel seen) => (seen.PassingMtu == 0, seen.PassingMtu < seen.NeededMtu);

    private static string Expected(NodeTunnel seen) => seen switch
    {
        { Device: "" } => "a device with the localAddress of its agent",
        { PassingMtu: 0 } => "an answer to ICMP echo",
        _ when seen.PassingMtu < seen.NeededMtu || seen.DeviceMtu < seen.NeededMtu => $"packets of {seen.NeededMtu} bytes: raise the MTU of that link, or lower that of the networks",
        _ => "finished checksums (ethtool -K DEVICE tx off where a userspace switch reads what the card sends), and no firewall that drops TCP without an answer",
    };
}
