using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.Rest.Values;

namespace Naru.Network.Segments;

/// <summary>The declaration of <c>/segments</c>.</summary>
public static class SegmentResource
{
    private const int MaxNameLength = 255;

    public static readonly ResourceDefinition<Segment> Definition = new("segment", "segments", SegmentTable.Table)
    {
        Extension = "segment",
        Blank = static () => new Segment(),
        Tagged = true,
        CreatePolicy = Rules.AdminOnly,
        ReadPolicy = Rules.AdminOnly,
        UpdatePolicy = Rules.AdminOnly,
        DeletePolicy = Rules.AdminOnly,
        Fields =
        [
            StandardFields.Id<Segment>(),
            new Field<Segment, string?>("name", Kinds.Text(MaxNameLength).OrNull(), s => s.Name, (s, value) => s with { Name = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            new Field<Segment, string>("network_id", Kinds.Uuid, s => s.NetworkId, (s, value) => s with { NetworkId = value })
            {
                Access = Access.Create, Query = Query.FilterSort, Required = true,
            },
            new Field<Segment, string>("network_type", Kinds.Text(32), s => s.NetworkType, (s, value) => s with { NetworkType = value })
            {
                Access = Access.Create, Query = Query.FilterSort, Required = true,
            },
            new Field<Segment, string?>("physical_network", Kinds.Text(64).OrNull(), s => s.PhysicalNetwork, (s, value) => s with { PhysicalNetwork = value })
            {
                Access = Access.Create, Query = Query.FilterSort,
            },
            new Field<Segment, long?>("segmentation_id", Kinds.Integer(0, uint.MaxValue).OrNone(), s => s.SegmentationId, (s, value) => s with { SegmentationId = value })
            {
                Access = Access.Create, Query = Query.FilterSort,
            },
            StandardFields.Description<Segment>(),
            .. StandardFields.Trailer<Segment>(),
        ],
    };
}
