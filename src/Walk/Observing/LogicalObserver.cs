using System.Text.RegularExpressions;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Walk.Hosts;
using Naru.Walk.Told;

namespace Naru.Walk.Observing;

/// <summary>Holds a walk through OVN against its southbound database, and shows beside it what the switches do.</summary>
/// <remarks>
/// The logical flows are asked once for each direction. A trace knows nothing of the connections that there are, and so does not give an answer its address back: it is begun
/// anew behind each translation, with the computed address. Of br-int there are no computed flows, so what it does is shown and not compared; where a packet comes by a tunnel
/// its metadata are not known, and nothing is asked.
/// </remarks>
internal sealed partial class LogicalObserver(AskHost ask, TraceLogically? trace)
{
    private const string New = "new";
    private const string Reply = "est,rpl";
    private const string Drops = "drop;";
    private const string Delivers = "/* output to ";
    private const string Translates = "ct_";

    public static bool IsLogical(Hop hop) => hop.Kind is HopKind.LogicalSwitch or HopKind.LogicalRouter;

    public async Task<PacketWalk> ObserveAsync(PacketWalk walk, CancellationToken cancellation)
    {
        // A trace takes one number for all routers; a way with two that choose is rare, and is shown up to the second.
        int? way = walk.Spreads.Items.FirstOrDefault() is { } spread ? spread.Ways.Items.TakeWhile(one => !one.IsShown).Count() + 1 : null;
        var forward = ObserveAsync(walk.Forward, New, way, walk.Drop is { OnWayBack: false } drop ? drop : null, cancellation);
        var back = ObserveAsync(walk.Back, Reply, way, walk.Drop is { OnWayBack: true } lost ? lost : null, cancellation);
        return walk with { Forward = await forward, Back = await back };
    }

    private async Task<EquatableList<Hop>> ObserveAsync(EquatableList<Hop> hops, string state, int? way, Drop? drop, CancellationToken cancellation)
    {
        var observed = hops.Items.ToArray();
        var switches = Enumerable.Range(0, observed.Length).Where(at => IsTraceable(observed[at])).Select(async at => observed[at] = await TraceSwitchAsync(observed[at], state, cancellation));
        await Task.WhenAll([.. switches, TraceLogicallyAsync(observed, state, way, drop, cancellation)]);
        return [.. observed];
    }

    private async Task<Hop> TraceSwitchAsync(Hop hop, string state, CancellationToken cancellation)
    {
        var (before, after) = (hop.Before!, hop.After ?? hop.Before!); // Looked at.
        // Of a question a trace computes the translations itself.
        var translations = state == Reply
            ? new List<(string Field, IpAddress From, IpAddress To)> { ("nw_dst", before.Destination, after.Destination), ("nw_src", before.Source, after.Source) }.FindAll(one => one.From != one.To)
            : [];
        var seen = new List<string>();
        var answer = await ask(hop.Host, NodeQuestionKind.Trace, [hop.Place, TracePacket.Of(hop, before, HostModel.OutsideMac), $"trk,{state}"], cancellation);
        while (true)
        {
            if (!answer.TryGet(out var text, out var error))
                return hop with { Drift = error.Message };
            var found = translations.Select(one => (Translation: one, Interruption: TranslatedTrace.Find(text, one.Field, one.From, one.To)))
                .Where(pair => pair.Interruption is not null).OrderBy(pair => pair.Interruption!.Before.Length).FirstOrDefault();
            seen.AddRange(TraceText.Read(found.Interruption?.Before ?? text).Select(step => step.Line).Where(line => !PassedBy().IsMatch(line)));
            if (found.Interruption is not { } interruption)
                return hop with { Observed = [.. seen] };
            translations.Remove(found.Translation);
            answer = await ask(hop.Host, NodeQuestionKind.TraceOn, [hop.Place, interruption.Packet, interruption.Table, $"trk,{state}"], cancellation);
        }
    }

    private static bool IsTraceable(Hop hop) =>
        hop.Kind is HopKind.IntegrationBridge && hop.Before is not null && (hop.From.StartsWith("tap", StringComparison.Ordinal) || hop.From.StartsWith("patch-", StringComparison.Ordinal));

    private async Task TraceLogicallyAsync(Hop[] hops, string state, int? way, Drop? drop, CancellationToken cancellation)
    {
        var logical = Enumerable.Range(0, hops.Length).Where(at => IsLogical(hops[at])).ToList();
        if (trace is null || logical.Count == 0)
            return;
        IpAddress? restored = null;
        for (var index = 0; index < logical.Count;)
        {
            // What ovn-controller answers comes in by no port, and is part of the trace of its question; so is what a router answers.
            if (hops[logical[index]] is not { From.Length: > 0, Before: { } headers } first)
                return;
            var answer = await trace(first.Place, PacketOf(first, restored is { } address ? headers with { Destination = address } : headers), state, way, cancellation);
            if (!answer.TryGet(out var text, out var error))
            {
                hops[logical[index]] = first with { Drift = error.Message };
                return;
            }
            if (Show(hops, logical, index, new Queue<LogicalTraceText.Section>(LogicalTraceText.Read(text)), state == Reply, restored is not null) is not { } end)
                return;
            var translated = end < logical.Count ? hops[logical[end]] : null;
            // Where the destination is restored, the router itself goes on with it; behind a restored source, the next hop has it.
            restored = translated is { Before: { } before, After: { } after } && before.Destination != after.Destination ? after.Destination : null;
            index = restored is null ? end + 1 : end;
        }
        var last = hops[logical[^1]];
        if (last.Drift is null && EndsOtherwise(last, drop?.Hop == last.Number ? drop : null) is { } line)
            hops[logical[^1]] = last with { Drift = $"{(last.To.Length > 0 ? last.To : "—")}  ≠  {line}" };
    }

    /// <summary>Puts what a trace says of the logical hops beside them, from one on.</summary>
    /// <param name="isGoingOn">The first hop has been shown up to its translation.</param>
    /// <returns>The hop that translates an answer, behind which the trace is wrong; the number of hops: none does; null: the trace and the hops differ.</returns>
    private static int? Show(Hop[] hops, List<int> logical, int first, Queue<LogicalTraceText.Section> sections, bool isAnswer, bool isGoingOn)
    {
        for (var index = first; index < logical.Count; index++)
        {
            var hop = hops[logical[index]];
            // A switch or router that the packet leaves by a tunnel has its second half on the other host.
            var isHalf = index + 1 < logical.Count && hops[logical[index + 1]].Place == hop.Place;
            var isRestored = isGoingOn && index == first;
            var translates = isAnswer && !isRestored && hop.Decisions.Items.Any(decision => decision.Kind is DecisionKind.Nat);
            var flows = new List<string>();
            for (var isLeft = false; !isLeft && IsNext(sections, hop) && !(isHalf && sections.Peek().IsEgress);)
            {
                isLeft = hop.Kind is HopKind.LogicalRouter && sections.Peek().IsEgress;
                flows.AddRange(sections.Dequeue().Flows);
            }
            // To a trace every host is the gateway: what leaves a router for another address that it has there comes back to it at once.
            if (flows.Count == 0 && hop.Kind is HopKind.LogicalSwitch && logical[first..index].Select(at => hops[at]).LastOrDefault(one => one.Kind is HopKind.LogicalRouter) is { } router && IsNext(sections, router))
                continue;
            if (translates && flows.FindIndex(line => line.StartsWith(Translates, StringComparison.Ordinal)) is >= 0 and var at)
                flows.RemoveRange(at + 1, flows.Count - at - 1);
            hops[logical[index]] = hop with
            {
                Observed = [.. hop.Observed, .. flows.Where(line => !isRestored || !hop.Observed.Items.Contains(line))],
                Drift = flows.Count > 0 ? hop.Drift : $"{hop.Place}  ≠  {(sections.TryPeek(out var other) ? other.Datapath : "—")}",
            };
            if (flows.Count == 0)
                return null;
            if (translates)
                return index;
        }
        return logical.Count;
    }

    // A trace names a datapath by its row, whose id is that of the API's object, or by its name.
    private static bool IsNext(Queue<LogicalTraceText.Section> sections, Hop hop) =>
        sections.TryPeek(out var section) && hop.Place.EndsWith(section.Datapath, StringComparison.Ordinal);

    /// <summary>The line by which a trace ends otherwise than the hop; null: it does not.</summary>
    /// <param name="drop">Why the packet ends there; null: it goes on.</param>
    private static string? EndsOtherwise(Hop last, Drop? drop)
    {
        var line = last.Observed.Items.LastOrDefault() ?? "";
        return (drop, last.To.Length > 0) switch
        {
            (null, true) when line.StartsWith(Drops, StringComparison.Ordinal) => line,
            // A trace does not know of lengths, of hosts that are away, and of ports that are bound nowhere.
            ({ Reason: DropReason.NoEgressRule or DropReason.NoIngressRule or DropReason.Spoofing or DropReason.NoRoute }, _)
                when line.StartsWith(Delivers, StringComparison.Ordinal) => line,
            _ => null,
        };
    }

    // Most of OVN's tables have nothing to say of most packets.
    [GeneratedRegex(@"^\d+\. (?:metadata=0x[0-9a-f]+, )?priority 0(?:,|$)")]
    private static partial Regex PassedBy();

    private static string PacketOf(Hop hop, Headers headers)
    {
        var ip = headers.Source.IsV6 ? "ip6" : "ip4";
        var protocol = headers.Protocol switch
        {
            Traffic.Tcp => $"tcp && tcp.src == {headers.SourcePort} && tcp.dst == {headers.DestinationPort}",
            Traffic.Udp => $"udp && udp.src == {headers.SourcePort} && udp.dst == {headers.DestinationPort}",
            Traffic.Icmp => $"icmp4.type == {headers.IcmpType} && icmp4.code == 0",
            Traffic.Icmpv6 => $"icmp6.type == {headers.IcmpType} && icmp6.code == 0",
            var number => $"ip.proto == {number}",
        };
        return $"inport == \"{hop.From}\" && eth.src == {headers.EthSrc ?? HostModel.OutsideMac} && eth.dst == {headers.EthDst ?? HostModel.OutsideMac} && {ip}.src == {headers.Source} && {ip}.dst == {headers.Destination} && ip.ttl == {headers.Ttl} && {protocol}";
    }
}
