using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.Metering;

/// <summary>What may be asked of a metering rule.</summary>
internal sealed class MeteringRuleRules : IResourceRules<MeteringRule>
{
    public Result<MeteringRule> Creating(Transaction state, Caller caller, MeteringRule draft, Given given)
    {
        if (state.In(MeteringLabelTable.Table).Find(draft.LabelId) is not { } label)
            return MeteringResource.Labels.NotFound(draft.LabelId);
        if (draft is { Remote: not null, Source: not null } or { Remote: not null, Destination: not null })
        {
            return BadRequest("Cannot use 'remote-ip-prefix' in conjunction with 'source-ip-prefix' or 'destination-ip-prefix'");
        }
        IpPrefix[] blocks = [.. new[] { draft.Remote, draft.Source, draft.Destination }.OfType<IpPrefix>()];
        if (blocks.Length == 0)
            return BadRequest("You must define at least one of the following attributes: 'source-ip-prefix', 'destination-ip-prefix', 'remote-ip-prefix'");
        if (blocks.Any(block => block.IsV4 != blocks[0].IsV4))
            return BadRequest($"Source {draft.Source} and destination {draft.Destination} are of different IP versions");
        if (draft.Remote is { } remote && MeteringRuleTable.ByLabel.Of(state, label.Id).FirstOrDefault(other =>
            other.Id != draft.Id && (other.Direction, other.Excluded) == (draft.Direction, draft.Excluded) && other.Remote is { } block && block.Overlaps(remote)) is { } overlapping)
        {
            return Error.Conflict("MeteringLabelRuleOverlaps",
                $"Metering label rule with remote_ip_prefix '{remote}' overlaps another: '{overlapping.Remote}' of {overlapping.Id}.");
        }
        return draft with { ProjectId = label.ProjectId };
    }

    private static Error BadRequest(string message) => NetworkErrors.Invalid("BadRequest", $"Bad metering_label_rule request: {message}.");
}
