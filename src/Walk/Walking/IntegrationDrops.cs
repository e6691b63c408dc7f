using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.Walk.Switching;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>Why a packet that br-int drops is dropped, by the table in which that was decided.</summary>
internal static class IntegrationDrops
{
    public static LegDrop Of(IReadOnlyList<FlowStep> steps)
    {
        // Table 93 only counts what the table before it refused.
        var decided = steps.LastOrDefault(step => step.Table != IntegrationTables.Dropped.Number) ?? steps[^1];
        var reason = decided.Table switch
        {
            var table when table == IntegrationTables.ArpSpoof.Number || table == IntegrationTables.MacSpoof.Number || table == IntegrationTables.BaseEgress.Number =>
                DropReason.Spoofing,
            var table when table == IntegrationTables.RulesEgress.Number => DropReason.NoEgressRule,
            var table when table == IntegrationTables.RulesIngress.Number || table == IntegrationTables.BaseIngress.Number => DropReason.NoIngressRule,
            // Nothing is plugged with this number, or NORMAL knows nobody to send it to.
            _ when decided.Flow is { } flow && !flow.Instructions.Apply.IsEmpty => DropReason.AddressUnknown,
            _ => DropReason.Filtered,
        };
        return new LegDrop(reason, decided.Flow?.ToString() ?? $"table={decided.Table} (no flow)");
    }
}
