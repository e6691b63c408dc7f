using System.Collections;
using Naru.Primitives;

namespace Naru.Walk.Reach;

/// <summary>The pairs that gain, or lose, something. There may be millions of them: each is made when it is looked at.</summary>
public sealed class ReachChanges : IReadOnlyCollection<ReachChange>
{
    private readonly IReadOnlyList<(ReachEnd End, IpAddress Address)> _ends;
    private readonly List<(int From, int To, int Kind)> _plain = [];
    private readonly List<ReachChange> _others = [];
    private readonly List<(ServiceSet Services, ReachChange Example)> _kinds = [];
    private readonly List<int> _pairs = [];
    private readonly Dictionary<ServiceSet, int> _kindBySet = [];

    /// <param name="ends">The ends of the pairs that are added by number, each with its only address. The list may still grow.</param>
    internal ReachChanges(IReadOnlyList<(ReachEnd End, IpAddress Address)> ends) => _ends = ends;

    public int Count => _plain.Count + _others.Count;

    /// <summary>What is gained or lost, by how many pairs, and one of them: a few lines for what may be a million pairs.</summary>
    public IEnumerable<(ServiceSet Services, int Pairs, ReachChange Example)> Kinds =>
        _kinds.Zip(_pairs, (kind, pairs) => (kind.Services, pairs, kind.Example)).OrderByDescending(kind => kind.pairs);

    public IEnumerator<ReachChange> GetEnumerator()
    {
        foreach (var change in _others)
            yield return change;
        foreach (var (from, to, kind) in _plain)
            yield return Make(from, to, _kinds[kind].Services);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The number of the pairs that gain, or lose, just this. There are millions of pairs and few kinds of them.</summary>
    /// <param name="from">The place of one of its pairs' ends in the list of ends.</param>
    internal int KindOf(int from, int to, ServiceSet services) => _kindBySet.TryGetValue(services, out var kind) ? kind : AddKind(services, Make(from, to, services));

    internal void Add(int from, int to, int kind)
    {
        _pairs[kind]++;
        _plain.Add((from, to, kind));
    }

    internal void Add(ReachChange change)
    {
        var services = change.Services;
        _pairs[_kindBySet.TryGetValue(services, out var kind) ? kind : AddKind(services, change)]++;
        _others.Add(change);
    }

    private int AddKind(ServiceSet services, ReachChange example)
    {
        _kindBySet.Add(services, _kinds.Count);
        _kinds.Add((services, example));
        _pairs.Add(0);
        return _kinds.Count - 1;
    }

    private ReachChange Make(int from, int to, ServiceSet services) => new(
        _ends[from].End, _ends[to].End, [new ReachFlow(AddressRange.Of(_ends[from].Address), AddressRange.Of(_ends[to].Address), services)]);
}
