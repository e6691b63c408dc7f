using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Reconciling;

/// <summary>What the server has been told, so that only news is sent.</summary>
internal sealed class ReportBook
{
    private readonly Dictionary<(ObservedKind Kind, string Id), Observation> _told = [];
    private readonly HashSet<NodeMeter> _read = [];
    private long _revision;

    /// <summary>The next report, or null when there is nothing new.</summary>
    public NodeReport? Next(long appliedRevision, IEnumerable<Observation> now, IEnumerable<NodeMeter> meters)
    {
        var news = new List<Observation>();
        var seen = new HashSet<(ObservedKind, string)>();
        foreach (var observation in now)
        {
            var key = (observation.Kind, observation.Id);
            seen.Add(key);
            if (_told.TryGetValue(key, out var before) && before == observation)
                continue;
            _told[key] = observation;
            news.Add(observation);
        }
        foreach (var gone in _told.Keys.Where(key => !seen.Contains(key)).ToList())
            _told.Remove(gone);
        var moved = meters.Where(meter => !_read.Contains(meter)).ToEquatableList();
        foreach (var meter in moved)
        {
            _read.RemoveWhere(old => (old.LabelId, old.RouterId) == (meter.LabelId, meter.RouterId));
            _read.Add(meter);
        }
        if (news.Count == 0 && moved.IsEmpty && appliedRevision == _revision)
            return null;
        _revision = appliedRevision;
        return new NodeReport(null, appliedRevision, news.ToEquatableList()) { Meters = moved };
    }

    /// <summary>The server knows nothing any more: a new stream has begun.</summary>
    public void Forget()
    {
        _told.Clear();
        _read.Clear();
        _revision = -1;
    }
}
