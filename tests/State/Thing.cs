using System.Text.Json.Serialization;

namespace Naru.State;

/// <summary>A document with every kind of key.</summary>
internal sealed record Thing(string Id, string Serial, string? Group = null, int? Number = null, TagPair? Tags = null) : IDocument;

internal sealed record TagPair(string First, string Second);

internal static class Things
{
    public static readonly Table<Thing> Table = new("things", ThingJson.Default.Thing);
    public static readonly Index<Thing, string> ByGroup = Table.IndexBy("group", thing => thing.Group);
    public static readonly Index<Thing, int> ByNumber = Table.IndexBy("number", thing => thing.Number);
    public static readonly Index<Thing, string> ByTag =
        Table.IndexByMany("tag", thing => thing.Tags is { } tags ? [tags.First, tags.Second] : Enumerable.Empty<string>());
    public static readonly UniqueIndex<Thing, string> BySerial = Table.UniqueBy("serial", thing => thing.Serial);
    public static readonly RankedIndex<Thing, int, string> BySerialWithinParity = Table.RankedByMany(
        "serial_within_parity", thing => new[] { (thing.Serial.Length % 2, thing.Serial) });
}

internal sealed record Counter(string Id, long Value) : IDocument;

internal static class Counters
{
    public static readonly Table<Counter> Table = new("counters", ThingJson.Default.Counter);
    public static readonly Index<Counter, long> ByValue = Table.IndexBy("value", counter => counter.Value);
}

[JsonSerializable(typeof(Thing))]
[JsonSerializable(typeof(Counter))]
internal sealed partial class ThingJson : JsonSerializerContext;
