using System.Globalization;
using Naru.Agent.Namespaces;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Walk.Told;

namespace Naru.Walk.Observing;

/// <summary>Looks whether the data plane would do now what a walk computed, hop by hop.</summary>
/// <remarks>
/// Each host is asked for a trace from where the packet enters its switch; that covers all bridges up to where it leaves. Flows are
/// compared by table, priority and cookie. Namespaces are asked for their routes, Linux bridges for their rules and where they know the receiver. What the state of the cloud cannot know, such as
/// port numbers, does not count as a difference.
/// </remarks>
/// <param name="trace">Asks OVN, where it does the networks.</param>
public sealed class WalkObserver(AskHost ask, TraceLogically? trace = null)
{
    private const string New = "trk,new";
    private const string Reply = "trk,est,rpl";

    /// <summary>Which gateway the routers on the way take that have several, by their namespaces. A host that does not answer chooses none.</summary>
    /// <remarks>OVN's hosts cannot be asked: the switch hashes the packet itself.</remarks>
    public async Task<IReadOnlyDictionary<string, HopPlan>> ChooseAsync(PacketWalk walk, CancellationToken cancellation)
    {
        var ways = new Dictionary<string, HopPlan>();
        foreach (var spread in IsLogical(walk) ? [] : walk.Spreads)
        {
            var (source, destination, protocol, sourcePort, destinationPort) = spread.Flow;
            var answer = await ask(
                spread.Host,
                NodeQuestionKind.Gateway,
                [spread.Place, spread.Device, source.ToString(), destination.ToString(), Number(protocol), Number(sourcePort), Number(destinationPort)],
                cancellation);
            if (answer.TryGet(out var device, out _) && spread.Ways.Items.FirstOrDefault(way => way.Device == device) is { } taken)
                ways[spread.Place] = new HopPlan(taken.Gateway, taken.Device);
        }
        return ways;
    }

    private static string Number(ushort number) => number.ToString(CultureInfo.InvariantCulture);

    public async Task<PacketWalk> ObserveAsync(PacketWalk walk, CancellationToken cancellation)
    {
        if (IsLogical(walk))
            return await new LogicalObserver(ask, trace).ObserveAsync(walk, cancellation);
        var forward = ObserveAsync(walk.Forward, New, cancellation);
        var back = ObserveAsync(walk.Back, Reply, cancellation);
        return walk with { Forward = await forward, Back = await back };
    }

    private static bool IsLogical(PacketWalk walk) => walk.Forward.Items.Any(LogicalObserver.IsLogical);

    private async Task<EquatableList<Hop>> ObserveAsync(EquatableList<Hop> hops, string state, CancellationToken cancellation)
    {
        var observed = hops.Items.ToArray();
        // Namespaces first: they know the MAC address of the outside, which the state of the cloud does not.
        var routes = await Task.WhenAll(hops.Items.Select(hop => LookForRouteAsync(hop, cancellation)));
        MacAddress? outside = null;
        for (var at = 0; at < observed.Length; at++)
        {
            if (routes[at] is not { } answer)
                continue;
            observed[at] = CompareRoute(hops[at], answer);
            if (hops[at].After is { EthDst: null })
                outside ??= MacOf(answer);
        }
        var looks = new List<Task>();
        for (var first = 0; first < hops.Count;)
        {
            var end = first + 1;
            while (IsOfSwitch(hops[first]) && end < hops.Count && IsOfSwitch(hops[end]) && hops[end].Host == hops[first].Host)
                end++;
            looks.Add(TraceAsync(hops, first, end, observed, state, outside, cancellation));
            first = end;
        }
        await Task.WhenAll(looks);
        var bridges = new BridgeObserver(ask);
        return [.. await Task.WhenAll(observed.Select(hop =>
            hop is { Kind: HopKind.LinuxBridge or HopKind.NetworkBridge, Host.Length: > 0 } ? bridges.LookAsync(hop, outside, cancellation) : Task.FromResult(hop)))];
    }

    private async Task<Result<string>?> LookForRouteAsync(Hop hop, CancellationToken cancellation) =>
        hop.Kind is HopKind.Router && hop.After is { } after && hop.To.Length > 0
            ? await ask(hop.Host, NodeQuestionKind.Route, [hop.Place, after.Destination.ToString(), .. TableOf(RouteOf(hop))], cancellation)
            : default(Result<string>?);

    private static string? RouteOf(Hop hop) => hop.Decisions.Items.FirstOrDefault(decision => decision.Kind is DecisionKind.Route)?.What;

    // "default via 169.254.64.1 dev rfp-… table 16": what rules lead to is asked for by its table.
    private static IEnumerable<string> TableOf(string? route) =>
        route?.Split(' ') is { } words && Array.IndexOf(words, "table") is >= 0 and var at ? [words[at + 1]] : [];

    private async Task TraceAsync(
        EquatableList<Hop> hops, int first, int end, Hop[] observed, string state, MacAddress? outside, CancellationToken cancellation)
    {
        var entry = hops[first];
        // A switch that does not know the receiver floods, and so would the trace.
        if (!IsOfSwitch(entry) || entry.Before is not { } headers || (headers.EthDst is null && outside is null))
            return;
        var answer = await ask(entry.Host, NodeQuestionKind.Trace, [entry.Place, TracePacket.Of(entry, headers, outside), state], cancellation);
        Compare(hops, first, end, observed, answer);
    }

    // "203.0.113.1 lladdr aa:bb:… Reachable" in the second line.
    private static MacAddress? MacOf(Result<string> answer)
    {
        if (!answer.TryGet(out var text, out _))
            return null;
        var words = text.Split('\n')[^1].Split(' ');
        var at = Array.IndexOf(words, "lladdr");
        return at >= 0 && MacAddress.TryParse(words[at + 1], out var mac) ? mac : null;
    }

    private static void Compare(EquatableList<Hop> hops, int first, int end, Hop[] observed, Result<string> answer)
    {
        if (!answer.TryGet(out var text, out var error))
        {
            observed[first] = hops[first] with { Drift = error.Message };
            return;
        }
        var traced = TraceText.Read(text).ToList();
        var at = 0;
        for (var number = first; number < end; number++)
        {
            var hop = hops[number];
            var seen = new List<string>();
            // A switch that has not learned the receiver yet floods: the trace has the other branches in between.
            if (traced.FindIndex(at, step => step.Bridge == hop.Place) is >= 0 and var entered)
                at = entered;
            string? drift = null;
            foreach (var decision in hop.Decisions.Where(decision => decision is { Table: not null, IsClause: false }))
            {
                var step = at < traced.Count && traced[at].Bridge == hop.Place ? traced[at] : null;
                if (step is not null)
                {
                    seen.Add(step.Line);
                    at++;
                }
                if (drift is null && (step is null || step.Table != decision.Table || step.Cookie != (decision.Cookie ?? 0)))
                    drift = $"{decision.Where}: {decision.What}  ≠  {step?.Line ?? "—"}";
            }
            while (at < traced.Count && traced[at].Bridge == hop.Place && number == end - 1)
            {
                drift ??= $"—  ≠  {traced[at].Line}";
                seen.Add(traced[at++].Line);
            }
            observed[number] = hop with { Observed = seen.ToEquatableList(), Drift = drift };
        }
    }

    private static Hop CompareRoute(Hop hop, Result<string> answer)
    {
        if (!answer.TryGet(out var text, out var error))
            return hop with { Drift = error.Message };
        var lines = text.Split('\n');
        var computed = RouteOf(hop);
        return hop with { Observed = [.. lines], Drift = computed == lines[0] ? null : $"{computed ?? "—"}  ≠  {lines[0]}" };
    }

    private static bool IsOfSwitch(Hop hop) => hop.Kind is HopKind.IntegrationBridge or HopKind.TunnelBridge or HopKind.ProviderBridge && hop.Host.Length > 0;
}
