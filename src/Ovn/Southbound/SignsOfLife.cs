using Naru.Protocols.Ovsdb.Models.OvnSouthbound;
using Naru.Protocols.Ovsdb.Replica;

namespace Naru.Ovn.Southbound;

/// <summary>Which chassis live: those that have repeated a question (<c>nb_cfg</c>) not long ago. Owned by one loop.</summary>
internal sealed class SignsOfLife(TimeSpan deadAfter, TimeProvider time)
{
    private readonly Dictionary<string, (long Answered, DateTimeOffset At)> _seen = [];

    public IReadOnlySet<string> Look(ReplicaSnapshot southbound)
    {
        var now = time.GetUtcNow();
        var asked = southbound.Table<SBGlobal>().Rows.Select(row => row.NbCfg).FirstOrDefault();
        foreach (var chassis in southbound.Table<ChassisPrivate>().Rows)
        {
            // At first sight it lives, and has the time of everybody else to say so.
            if (!_seen.TryGetValue(chassis.Name, out var seen) || seen.Answered != chassis.NbCfg || chassis.NbCfg == asked)
                _seen[chassis.Name] = (chassis.NbCfg, now);
        }
        var present = southbound.Table<ChassisPrivate>().Rows.Select(chassis => chassis.Name).ToHashSet();
        foreach (var gone in _seen.Keys.Where(name => !present.Contains(name)).ToList())
            _seen.Remove(gone);
        return _seen.Where(pair => now - pair.Value.At < deadAfter).Select(pair => pair.Key).ToHashSet();
    }
}
