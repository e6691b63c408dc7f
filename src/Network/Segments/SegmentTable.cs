using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Segments;

/// <summary>Where segments are stored.</summary>
public static class SegmentTable
{
    public static readonly Table<Segment> Table = new("segments", SegmentJson.Default.Segment);
    public static readonly Index<Segment, string> ByNetwork = Table.IndexBy("network", segment => segment.NetworkId);

    /// <summary>Segmentation ids in use, by type and physical network.</summary>
    public static readonly RankedIndex<Segment, SegmentPool, long> ByNumber = Table.RankedByMany<SegmentPool, long>(
        "number",
        segment => segment.SegmentationId is { } number ? [(new SegmentPool(segment.NetworkType, segment.PhysicalNetwork), number)] : []);

    /// <summary>Physical networks that carry a flat network.</summary>
    public static readonly UniqueIndex<Segment, string> ByFlatNetwork =
        Table.UniqueBy("flat", segment => segment.NetworkType == "flat" ? segment.PhysicalNetwork : null);

    /// <summary>The segments of a network, the one of its <c>provider:</c> attributes first.</summary>
    public static IReadOnlyList<Segment> Of(IStateReader state, string networkId)
    {
        var segments = ByNetwork.Of(state, networkId);
        return segments.Count <= 1 ? [.. segments] : [.. segments.OrderBy(segment => segment.Position)];
    }
}

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<string>)])]
[JsonSerializable(typeof(Segment))]
internal sealed partial class SegmentJson : JsonSerializerContext;
