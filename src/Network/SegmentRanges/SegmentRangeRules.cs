using Naru.Network.Ml2.TypeDrivers;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.SegmentRanges;

/// <summary>What a segment range must be: possible numbers, apart from other ranges, and holding what is in use.</summary>
public sealed class SegmentRangeRules : IResourceRules<SegmentRange>
{
    public Result<SegmentRange> Creating(Transaction state, Caller caller, SegmentRange draft, Given given)
    {
        var isVlan = draft.NetworkType == VlanTypeDriver.TypeName;
        if (isVlan && draft.PhysicalNetwork.Length == 0)
            return BadRequest($"Network type {draft.NetworkType} requires 'physical_network' to be specified while creating new range");
        var range = draft with
        {
            PhysicalNetwork = isVlan ? draft.PhysicalNetwork : "",
            ProjectId = draft.Shared ? "" : draft.ProjectId,
        };
        return Check(state, range).Map(_ => range);
    }

    public Result<SegmentRange> Updating(Transaction state, Caller caller, SegmentRange before, SegmentRange after, Given given)
    {
        if (before.IsDefault)
            return ReadOnly(before);
        // The bounds keep clear of what is in use, as in Neutron: the outermost used numbers must stay inside.
        if (given.HasAny("minimum", "maximum") && SegmentNumbers.Used(state, before).ToList() is [var first, ..] used
            && (after.Minimum >= first || after.Maximum <= used[^1]))
        {
            return InUse(before);
        }
        return Check(state, after).Map(_ => after);
    }

    public Result<Done> Deleting(Transaction state, Caller caller, SegmentRange range) =>
        range.IsDefault ? ReadOnly(range)
        : SegmentNumbers.Used(state, range).Any() ? InUse(range)
        : Done.Ok;

    private static Result<Done> Check(IStateReader state, SegmentRange range)
    {
        var max = range.NetworkType switch
        {
            VlanTypeDriver.TypeName => VlanTypeDriver.MaxVlan,
            "gre" => uint.MaxValue,
            _ => (1L << 24) - 1,
        };
        if (range.Minimum < 1 || range.Maximum > max || range.Minimum > range.Maximum)
        {
            return NetworkErrors.Invalid(range.NetworkType == VlanTypeDriver.TypeName ? "NetworkVlanRangeError" : "NetworkTunnelRangeError",
                $"Invalid network range '{range.Minimum}:{range.Maximum}' of type {range.NetworkType}: expected 1 to {max}, the minimum not above the maximum.");
        }
        var overlapping = SegmentRangeTable.ByPool.Of(state, SegmentRangeTable.PoolOf(range))
            .Where(other => !other.IsDefault && other.Id != range.Id && range.Minimum <= other.Maximum && range.Maximum >= other.Minimum)
            .Select(other => other.Id)
            .ToList();
        return overlapping.Count == 0
            ? Done.Ok
            : Error.Conflict("NetworkSegmentRangeOverlaps", $"Network segment range overlaps with range(s) with id {string.Join(", ", overlapping)}");
    }

    private static Error BadRequest(string reason) => NetworkErrors.Invalid("BadRequest", $"Bad network_segment_range request: {reason}.");

    private static Error ReadOnly(SegmentRange range) => NetworkErrors.Invalid("NetworkSegmentRangeDefaultReadOnly",
        $"Network Segment Range {range.Id} is a default segment range which could not be updated or deleted.");

    private static Error InUse(SegmentRange range) => Error.Conflict("NetworkSegmentRangeReferencedByProject",
        $"Network Segment Range {range.Id} is referenced by one or more project networks.");
}
