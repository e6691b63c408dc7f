using System.Globalization;
using System.Text.Json;
using Naru.Network.Networks;
using Naru.Network.Segments;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.SegmentRanges;

/// <summary>The declaration of <c>/network_segment_ranges</c>.</summary>
public static class SegmentRangeResource
{
    /// <summary>As many free numbers are shown; a range of VNIs has millions.</summary>
    private const int MaxShown = 4096;

    private const long MaxNumber = uint.MaxValue;

    public static readonly ResourceDefinition<SegmentRange> Definition = new("network_segment_range", "network_segment_ranges", SegmentRangeTable.Table)
    {
        Path = "network-segment-ranges",
        Extension = "network-segment-range",
        ErrorName = "NetworkSegmentRange",
        Title = "Network Segment Range",
        Blank = static () => new SegmentRange(),
        Tagged = true,
        CreatePolicy = Rules.AdminOnly,
        ReadPolicy = Rules.AdminOnly,
        UpdatePolicy = Rules.AdminOnly,
        DeletePolicy = Rules.AdminOnly,
        Fields =
        [
            StandardFields.Id<SegmentRange>(),
            new Field<SegmentRange, string>("name", Kinds.Name, r => r.Name, (r, value) => r with { Name = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            new Field<SegmentRange, bool>("default", Kinds.Flag, r => r.IsDefault) { Query = Query.Filter },
            new Field<SegmentRange, bool>("shared", Kinds.Flag, r => r.Shared, (r, value) => r with { Shared = value })
            {
                Access = Access.Create, Query = Query.Filter,
            },
            StandardFields.ProjectId<SegmentRange>(),
            new Field<SegmentRange, string>(
                "network_type", Kinds.OneOf("vlan", "vxlan", "gre", "geneve"), r => r.NetworkType, (r, value) => r with { NetworkType = value })
            {
                Access = Access.Create, Query = Query.FilterSort, Required = true,
            },
            new Field<SegmentRange, string?>(
                "physical_network", Kinds.Text(64).OrNull(), r => r.PhysicalNetwork, (r, value) => r with { PhysicalNetwork = value ?? "" })
            {
                Access = Access.Create, Query = Query.FilterSort,
            },
            new Field<SegmentRange, long>("minimum", Kinds.Integer(0, MaxNumber), r => r.Minimum, (r, value) => r with { Minimum = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort, Required = true,
            },
            new Field<SegmentRange, long>("maximum", Kinds.Integer(0, MaxNumber), r => r.Maximum, (r, value) => r with { Maximum = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort, Required = true,
            },
            new Field<SegmentRange, string>("used", Kinds.Json, Used),
            new Field<SegmentRange, EquatableList<long>>("available", Kinds.ListOf(Kinds.Integer()), Available),
            StandardFields.Description<SegmentRange>(),
            .. StandardFields.Trailer<SegmentRange>(),
        ],
    };

    /// <summary>Each used number with the project of its network.</summary>
    private static string Used(IStateReader state, SegmentRange range)
    {
        var pool = SegmentRangeTable.PoolOf(range);
        var owners = SegmentNumbers.Used(state, range).Select(number =>
            string.Create(CultureInfo.InvariantCulture, $"\"{number}\":\"{JsonEncodedText.Encode(OwnerOf(state, SegmentTable.ByNumber.Find(state, pool, number)))}\""));
        return $"{{{string.Join(',', owners)}}}";
    }

    private static string OwnerOf(IStateReader state, Segment? segment) =>
        segment is not null && state.In(NetworkTable.Table).Find(segment.NetworkId) is { } network ? network.ProjectId : "";

    private static EquatableList<long> Available(IStateReader state, SegmentRange range)
    {
        var used = SegmentNumbers.Used(state, range).ToHashSet();
        var free = new List<long>();
        for (var number = range.Minimum; number <= range.Maximum && free.Count < MaxShown; number++)
        {
            if (!used.Contains(number))
                free.Add(number);
        }
        return free.ToEquatableList();
    }
}
