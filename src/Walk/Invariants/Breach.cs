using Naru.Network.Ports;
using Naru.Network.SecurityGroups;
using Naru.State;
using Naru.Walk.Reach;

namespace Naru.Walk.Invariants;

/// <summary>Two ends that reach each other against an invariant, or of which it cannot be told.</summary>
/// <param name="What">One packet of those that arrive, or why it is not known.</param>
internal sealed record Breach(ReachInvariant Invariant, ReachEnd From, ReachEnd To, string What)
{
    /// <summary>The first breach of an invariant.</summary>
    /// <param name="touched">The pairs that are looked at; null: all.</param>
    public static Breach? Find(IStateReader state, ReachMap map, ReachInvariant invariant, TouchedPorts? touched)
    {
        if (invariant is not { Senders: { } from, Receivers: { } to })
            return null;
        var services = ServicesOf(invariant);
        var (senders, receivers) = (EndsOf(state, invariant, from), EndsOf(state, invariant, to));
        var classes = AreMany(senders, receivers, touched) ? map.ClassesOf(senders.Concat(receivers).Select(end => end.Port).OfType<Port>().DistinctBy(port => port.Id)) : null;
        // What the policy of one lets pass is found out once.
        foreach (var sender in classes is null ? senders : [.. senders.OrderBy(sender => classes.Find(sender.Id)?.Policy)])
        {
            foreach (var receiver in receivers)
            {
                if (touched?.Contains(sender.Id, receiver.Id) is false)
                    continue;
                if (classes?.Find(sender.Id) is { } begins && classes.Find(receiver.Id) is { } ends && classes.Between(begins, ends)?.Intersect(services).IsEmpty is true)
                    continue;
                var pair = map.Between(sender, receiver);
                if (pair.NotModelled is { } reason)
                    return new Breach(invariant, sender, receiver, $"that cannot be told: {reason}");
                if (pair.Flows.Count > 0 && pair.Of(services).Flows is [var flow, ..])
                    return new Breach(invariant, sender, receiver, $"for example by {flow.Example()}");
            }
        }
        return null;
    }

    public string Text => $"invariant '{Invariant.Name}' ({Invariant.Id}): {From.Name} would reach {To.Name}, {What}";

    // To sort ends into classes is to look at each of them once.
    private static bool AreMany(List<ReachEnd> senders, List<ReachEnd> receivers, TouchedPorts? touched)
    {
        var touchedSenders = touched is null ? senders.Count : senders.Count(sender => touched.IsSender(sender.Id));
        var touchedReceivers = touched is null ? 0 : receivers.Count(receiver => touched.IsReceiver(receiver.Id));
        return ((long)touchedSenders * receivers.Count) + ((long)touchedReceivers * senders.Count) > senders.Count + receivers.Count;
    }

    private static List<ReachEnd> EndsOf(IStateReader state, ReachInvariant invariant, EndSet ends) =>
        [.. ends.Of(state, port => invariant.IsForAll || port.ProjectId == invariant.ProjectId)];

    private static ServiceSet ServicesOf(ReachInvariant invariant) => (invariant.Protocol, (int?)invariant.Port) switch
    {
        (null, _) => ServiceSet.All,
        ("icmp", _) => ServiceSet.OfIcmp(8, 0),
        (var protocol, var port) => ServiceSet.Of(protocol == "tcp" ? IpProtocols.Tcp : IpProtocols.Udp, port ?? 0, port ?? ushort.MaxValue),
    };
}
