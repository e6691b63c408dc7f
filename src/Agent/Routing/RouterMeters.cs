using System.Text.Json;
using Naru.Agent.Namespaces;
using Naru.NodeContract;

namespace Naru.Agent.Routing;

/// <summary>Reads the counters of metering labels now and then.</summary>
internal sealed class RouterMeters(TimeProvider time)
{
    /// <summary>How old what is reported can be.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private long? _readAt;
    private IReadOnlyList<NodeMeter> _last = [];

    /// <summary>What the counters said when they were read last.</summary>
    /// <param name="find">The namespace of a router; null while it is not there.</param>
    public IReadOnlyList<NodeMeter> Read(IEnumerable<RouterPlan> plans, Func<RouterPlan, KeptNamespace?> find)
    {
        if (_readAt is { } before && time.GetElapsedTime(before) < Interval)
            return _last;
        _readAt = time.GetTimestamp();
        return _last = [.. plans.Where(plan => !plan.Router.MeteringLabels.IsEmpty).SelectMany(plan => Read(plan, find(plan)))];
    }

    private static IEnumerable<NodeMeter> Read(RouterPlan plan, KeptNamespace? space)
    {
        // A table that is not there (yet) has counted nothing.
        if (space?.ListTable(MeteringTable.Name).Value is not { } listing)
            return [];
        using var document = JsonDocument.Parse(listing);
        var counters = new Dictionary<string, (long Packets, long Bytes)>();
        foreach (var item in document.RootElement.GetProperty("nftables").EnumerateArray())
        {
            if (item.TryGetProperty("counter", out var counter))
            {
                counters[counter.GetProperty("name").GetString() ?? ""] =
                    (counter.GetProperty("packets").GetInt64(), counter.GetProperty("bytes").GetInt64());
            }
        }
        return plan.Router.MeteringLabels
            .Where(label => counters.TryGetValue(MeteringTable.CounterOf(label.Id), out var counter) && counter.Packets > 0)
            .Select(label =>
            {
                var (packets, bytes) = counters[MeteringTable.CounterOf(label.Id)];
                return new NodeMeter(label.Id, plan.Router.Id, packets, bytes);
            })
            .ToList();
    }
}
