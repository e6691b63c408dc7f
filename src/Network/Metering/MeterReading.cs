using Naru.NodeContract;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.Metering;

/// <summary>What was counted under a label at one router.</summary>
public sealed record MeterReading : IChildResource
{
    public string Id { get; init; } = "";

    /// <summary>Of the label, which it is read through.</summary>
    public string ProjectId { get; init; } = "";

    public string LabelId { get; init; } = "";

    public string RouterId { get; init; } = "";

    /// <summary>The host that counted last.</summary>
    public string Host { get; init; } = "";

    public long Packets { get; init; }

    /// <summary>Of IP packets, without what carries them.</summary>
    public long Bytes { get; init; }

    public DateTimeOffset FirstReadAt { get; init; }

    public DateTimeOffset LastReadAt { get; init; }

    /// <summary>What the host's own counter said the last time.</summary>
    public NodeMeter? LastCounter { get; init; }

    public IChildResource WithParent(string parentId) => this with { LabelId = parentId };

    /// <summary>Adds what a host has counted since its last report; a counter that has fallen, or is another host's, began at zero.</summary>
    public static void Record(Transaction state, string host, NodeMeter meter)
    {
        if (state.In(MeteringLabelTable.Table).Find(meter.LabelId) is not { } label)
            return;
        var id = NameUuid.Of($"{meter.LabelId}/{meter.RouterId}").ToString();
        var before = state.In(MeterReadingTable.Table).Find(id);
        var last = before?.Host == host && before.LastCounter is { } counter && counter.Packets <= meter.Packets && counter.Bytes <= meter.Bytes
            ? counter
            : meter with { Packets = 0, Bytes = 0 };
        var after = (before ?? new MeterReading { Id = id, LabelId = meter.LabelId, RouterId = meter.RouterId, FirstReadAt = state.Time }) with
        {
            ProjectId = label.ProjectId,
            Host = host,
            Packets = (before?.Packets ?? 0) + meter.Packets - last.Packets,
            Bytes = (before?.Bytes ?? 0) + meter.Bytes - last.Bytes,
            LastReadAt = state.Time,
            LastCounter = meter,
        };
        if (before is null)
            state.Insert(MeterReadingTable.Table, after);
        else
            state.Update(MeterReadingTable.Table, after);
    }
}
