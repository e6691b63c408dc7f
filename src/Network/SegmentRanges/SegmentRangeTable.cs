using System.Text.Json.Serialization;
using Naru.Network.Segments;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.SegmentRanges;

/// <summary>Where segment ranges are stored; those of the configuration too.</summary>
public static class SegmentRangeTable
{
    public static readonly Table<SegmentRange> Table = new("segment_ranges", SegmentRangeJson.Default.SegmentRange);
    public static readonly Index<SegmentRange, SegmentPool> ByPool = Table.IndexBy<SegmentPool>("pool", range => PoolOf(range));

    public static SegmentPool PoolOf(SegmentRange range) => new(range.NetworkType, range.PhysicalNetwork.Length == 0 ? null : range.PhysicalNetwork);
}

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<string>)])]
[JsonSerializable(typeof(SegmentRange))]
internal sealed partial class SegmentRangeJson : JsonSerializerContext;
