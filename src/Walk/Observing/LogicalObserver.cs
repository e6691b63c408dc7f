using System.Text.RegularExpressions;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Walk.Hosts;
using Naru.Walk.Told;

namespace Naru.Walk.Observing;

/// <summary>Holds a walk through OVN against its southbound database, and shows beside it what the switches do.</summary>
/// <remarks>
/// The logical flows are asked once for each direction. A trace knows nothing of translations that connections have: of an answer it is right up to
/// the first. Of br-int there are no computed flows, so what it does is shown and not compared; where a packet comes by a tunnel
/// its metadata are not known, and nothing is asked.
/// </remarks>
internal sealed partial class LogicalObserver(AskHost ask, TraceLogically? trace)
{
    private const string New = "new";
    private const string Reply = "est,rpl";
    private const string Drops = "drop;";
    private const string Delivers = "/* output to ";

    public static bool IsLogical(Hop hop) => hop.Kind is HopKind.LogicalSwitch or HopKind.LogicalRouter;

    public async Task<PacketWalk> ObserveAsync(PacketWalk walk, CancellationToken cancellation)
    {
        var forward = ObserveAsync(walk.Forward, New, walk.Drop is { OnWayBack: false } drop ? drop : null, cancellation);
        var back = ObserveAsync(walk.Back, Reply, walk.Drop is { OnWayBack: true } lost ? lost : null, cancellation);
        return walk with { Forward = await forward, Back = await back };
    }

    private async Task<EquatableList<Hop>> ObserveAsync(EquatableList<Hop> hops, string state, Drop? drop, CancellationToken cancellation)
    {
        var observed = hops.Items.ToArray();
        await Task.WhenAll(TraceSwitchesAsync(observed, state, cancellation), TraceLogicallyAsync(observed, state, drop, cancellation));
        return [.. observed];
    }

    private Task TraceSwitchesAsync(Hop[] hops, string state, CancellationToken cancellation) =>
        Task.WhenAll(Enumerable.Range(0, hops.Length).Where(at => IsTraceable(hops[at])).Select(async at =>
        {
            var answer = await ask(hops[at].Host, NodeQuestionKind.Trace, [hops[at].Place, TracePacket.Of(hops[at], hops[at].Before!, HostModel.OutsideMac), $"trk,{state}"], cancellation); // Looked at.
            hops[at] = answer.TryGet(out var text, out var error)
                ? hops[at] with { Observed = [.. TraceText.Read(text).Select(step => step.Line).Where(line => !PassedBy().IsMatch(line))] }
                : hops[at] with { Drift = error.Message };
        }));

    private static bool IsTraceable(Hop hop) =>
        hop.Kind is HopKind.IntegrationBridge && hop.Before is not null && (hop.From.StartsWith("tap", StringComparison.Ordinal) || hop.From.StartsWith("patch-", StringComparison.Ordinal));

    private async Task TraceLogicallyAsync(Hop[] hops, string state, Drop? drop, CancellationToken cancellation)
    {
        var logical = Enumerable.Range(0, hops.Length).Where(at => IsLogical(hops[at])).ToList();
        // What ovn-controller answers comes in by no port, and is part of the trace of its question.
        if (trace is null || logical.Count == 0 || hops[logical[0]] is not { Kind: HopKind.LogicalSwitch, From.Length: > 0, Before: { } headers } first)
            return;
        var answer = await trace(first.Place, PacketOf(first, headers), state, cancellation);
        if (!answer.TryGet(out var text, out var error))
        {
            hops[logical[0]] = first with { Drift = error.Message };
            return;
        }
        var sections = new Queue<LogicalTraceText.Section>(LogicalTraceText.Read(text));
        for (var index = 0; index < logical.Count; index++)
        {
            var hop = hops[logical[index]];
            // A switch or router that the packet leaves by a tunnel has its second half on the other host.
            var isHalf = index + 1 < logical.Count && hops[logical[index + 1]].Place == hop.Place;
            var flows = new List<string>();
            // A trace names a datapath by its row, whose id is that of the API's object, or by its name.
            while (sections.TryPeek(out var section) && hop.Place.EndsWith(section.Datapath, StringComparison.Ordinal) && !(isHalf && section.IsEgress))
                flows.AddRange(sections.Dequeue().Flows);
            hops[logical[index]] = hop with
            {
                Observed = [.. hop.Observed, .. flows],
                Drift = flows.Count > 0 ? hop.Drift : $"{hop.Place}  ≠  {(sections.TryPeek(out var other) ? other.Datapath : "—")}",
            };
            if (flows.Count == 0 || (state == Reply && hop.Decisions.Items.Any(decision => decision.Kind is DecisionKind.Nat)))
                return;
        }
        var last = hops[logical[^1]];
        if (last.Drift is null && EndsOtherwise(last, drop?.Hop == last.Number ? drop : null) is { } line)
            hops[logical[^1]] = last with { Drift = $"{(last.To.Length > 0 ? last.To : "—")}  ≠  {line}" };
    }

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
