namespace Naru.Walk.Reach;

/// <summary>What of one end reaches another in one state and not in the other.</summary>
public sealed record ReachChange(ReachEnd From, ReachEnd To, IReadOnlyList<ReachFlow> Flows)
{
    public ServiceSet Services => ServiceSet.Union([.. Flows.Select(flow => flow.Services)]);
}
