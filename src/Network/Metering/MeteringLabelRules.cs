using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.Metering;

/// <summary>What goes with a metering label: its rules and what it has counted.</summary>
internal sealed class MeteringLabelRules : IResourceRules<MeteringLabel>
{
    public Result<Done> Deleting(Transaction state, Caller caller, MeteringLabel label)
    {
        foreach (var rule in MeteringRuleTable.ByLabel.Of(state, label.Id).ToList())
            state.Delete(MeteringRuleTable.Table, rule.Id);
        foreach (var reading in MeterReadingTable.ByLabel.Of(state, label.Id).ToList())
            state.Delete(MeterReadingTable.Table, reading.Id);
        return Done.Ok;
    }
}
