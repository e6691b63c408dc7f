using System.Runtime.CompilerServices;
using Naru.Network.Ports;
using Naru.Primitives;
using Naru.State;

namespace Naru.Walk.Reach;

/// <summary>What a change of the cloud opens and closes, pair by pair and packet by packet.</summary>
/// <param name="NotModelled">The pairs that the change may touch and of which one of the states is not known.</param>
public sealed record ReachDifference(ReachChanges Gained, ReachChanges Lost, IReadOnlyList<ReachPair> NotModelled)
{
    public static ReachDifference Nothing => new(new ReachChanges([]), new ReachChanges([]), []);

    /// <param name="changes">What was written between the two states.</param>
    /// <param name="sees">Whether pairs of a port are asked for.</param>
    public static ReachDifference Of(IStateReader before, IStateReader after, IReadOnlyList<Change> changes, Func<Port, bool> sees)
    {
        var touched = TouchedPorts.Of(before, after, changes);
        return touched.IsEmpty ? Nothing : new Comparison(Side.Of(before, sees), Side.Of(after, sees)).Of(touched);
    }

    /// <summary>One of the two states.</summary>
    private sealed record Side(ReachMap Map, Dictionary<string, ReachEnd> Ends, ReachClasses Classes)
    {
        public static Side Of(IStateReader state, Func<Port, bool> sees)
        {
            var ports = state.In(PortTable.Table).All.Where(port => ReachMap.IsEnd(port) && sees(port)).ToList();
            var map = new ReachMap(state);
            return new Side(map, ports.Select(port => new ReachEnd(port)).Append(ReachEnd.External).ToDictionary(end => end.Id), map.ClassesOf(ports));
        }
    }

    /// <summary>An end in both states.</summary>
    /// <param name="Old">Null: it was not there.</param>
    /// <param name="New">Null: it is not there any more.</param>
    /// <param name="IsPlain">Where it is there, it is of a class, with the same address.</param>
    /// <param name="Number">What gained and lost pairs call it.</param>
    private sealed record Ends(string Id, ReachEnd? Old, ReachEnd? New, ReachSeat? OldSeat, ReachSeat? NewSeat, bool IsPlain, int Number);

    /// <summary>What pairs of two sets gain and lose, as kinds of changes; null: nothing.</summary>
    private sealed record Difference(int? Gained, int? Lost)
    {
        public static readonly Difference None = new(null, null);
    }

    /// <summary>Sets by which object they are: of a class each has one, and reading through their intervals takes longer than all else.</summary>
    private sealed class SameObjects : IEqualityComparer<(ServiceSet, ServiceSet)>
    {
        public bool Equals((ServiceSet, ServiceSet) one, (ServiceSet, ServiceSet) other) => ReferenceEquals(one.Item1, other.Item1) && ReferenceEquals(one.Item2, other.Item2);

        public int GetHashCode((ServiceSet, ServiceSet) sets) => HashCode.Combine(RuntimeHelpers.GetHashCode(sets.Item1), RuntimeHelpers.GetHashCode(sets.Item2));
    }

    private sealed class Comparison
    {
        private readonly Side _old;
        private readonly Side _new;
        private readonly List<(ReachEnd End, IpAddress Address)> _ends = [];
        private readonly ReachChanges _gained;
        private readonly ReachChanges _lost;
        private readonly List<ReachPair> _unknown = [];
        private readonly Dictionary<(ServiceSet, ServiceSet), Difference> _differences = new(new SameObjects());

        // Pairs come in the order of their policies: one is mostly like the one before.
        private (ServiceSet Was, ServiceSet Becomes) _last = (ServiceSet.None, ServiceSet.None);
        private Difference _lastDifference = Difference.None;

        public Comparison(Side old, Side @new)
        {
            (_old, _new) = (old, @new);
            (_gained, _lost) = (new ReachChanges(_ends), new ReachChanges(_ends));
        }

        public ReachDifference Of(TouchedPorts touched)
        {
            // Senders of one policy after the other: what it lets pass is found out once.
            var all = _old.Ends.Keys.Union(_new.Ends.Keys).Select(EndsOf).OrderBy(ends => ends.OldSeat?.Policy).ThenBy(ends => ends.NewSeat?.Policy).ToList();
            var receivers = all.Where(ends => touched.IsReceiver(ends.Id)).ToList();
            foreach (var from in all)
            {
                foreach (var to in touched.IsSender(from.Id) ? all : receivers)
                {
                    if (from.Number != to.Number && !(from.IsPlain && to.IsPlain && CompareClasses(from, to)))
                        ComparePair(from, to);
                }
            }
            return new ReachDifference(_gained, _lost, _unknown);
        }

        private Ends EndsOf(string id)
        {
            var (was, becomes) = (_old.Ends.GetValueOrDefault(id), _new.Ends.GetValueOrDefault(id));
            var (oldSeat, newSeat) = (was is null ? null : _old.Classes.Find(id), becomes is null ? null : _new.Classes.Find(id));
            var isPlain = (was is null || oldSeat is not null) && (becomes is null || newSeat is not null)
                && (AddressOf(oldSeat) is not { } one || AddressOf(newSeat) is not { } other || one == other);
            var (end, address) = ((becomes ?? was)!, AddressOf(newSeat) ?? AddressOf(oldSeat) ?? default); // It is in one of the two.
            _ends.Add((end, address));
            return new Ends(id, was, becomes, oldSeat, newSeat, isPlain, _ends.Count - 1);
        }

        private static IpAddress? AddressOf(ReachSeat? seat) => seat is { IsClosed: false } ? seat.Address : null;

        /// <returns>False: the pair has to be looked at by itself.</returns>
        private bool CompareClasses(Ends from, Ends to)
        {
            var was = Between(_old, from.OldSeat, to.OldSeat);
            var becomes = Between(_new, from.NewSeat, to.NewSeat);
            if (was is null || becomes is null)
                return false;
            if (!ReferenceEquals(was, _last.Was) || !ReferenceEquals(becomes, _last.Becomes))
            {
                if (!_differences.TryGetValue((was, becomes), out var found))
                    _differences.Add((was, becomes), found = DifferenceOf(was, becomes, from.Number, to.Number));
                (_last, _lastDifference) = ((was, becomes), found);
            }
            if (_lastDifference.Gained is { } gained)
                _gained.Add(from.Number, to.Number, gained);
            if (_lastDifference.Lost is { } lost)
                _lost.Add(from.Number, to.Number, lost);
            return true;
        }

        private Difference DifferenceOf(ServiceSet was, ServiceSet becomes, int from, int to)
        {
            var (gained, lost) = (becomes.Except(was), was.Except(becomes));
            return new Difference(gained.IsEmpty ? null : _gained.KindOf(from, to, gained), lost.IsEmpty ? null : _lost.KindOf(from, to, lost));
        }

        private static ServiceSet? Between(Side side, ReachSeat? from, ReachSeat? to) =>
            from is null || to is null ? ServiceSet.None : side.Classes.Between(from, to);

        private void ComparePair(Ends from, Ends to)
        {
            var was = from.Old is { } oldFrom && to.Old is { } oldTo ? _old.Map.Between(oldFrom, oldTo) : null;
            var becomes = from.New is { } newFrom && to.New is { } newTo ? _new.Map.Between(newFrom, newTo) : null;
            if ((was?.NotModelled is not null ? was : becomes?.NotModelled is not null ? becomes : null) is { } pair)
            {
                _unknown.Add(pair);
                return;
            }
            var (before, after) = (was?.Flows ?? [], becomes?.Flows ?? []);
            var ends = becomes ?? was;
            if (ends is null || AreSame(before, after))
                return;
            Keep(_gained, ends, ReachFlow.Except(after, before));
            Keep(_lost, ends, ReachFlow.Except(before, after));
        }

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

        private static void Keep(ReachChanges kept, ReachPair ends, IEnumerable<ReachFlow> flows)
        {
            var all = flows.ToList();
            if (all.Count > 0)
                kept.Add(new ReachChange(ends.From, ends.To, all));
        }
    }
}
