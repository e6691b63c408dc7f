namespace Naru.Walk.Reach;

/// <summary>What of one end reaches another.</summary>
/// <param name="NotModelled">Why it is not known; null: the flows are all there are.</param>
public sealed record ReachPair(ReachEnd From, ReachEnd To, IReadOnlyList<ReachFlow> Flows, string? NotModelled)
{
    public ServiceSet Services => ServiceSet.Union([.. Flows.Select(flow => flow.Services)]);

    /// <summary>Only what is for these services.</summary>
    public ReachPair Of(ServiceSet services) => this with
    {
        Flows = [.. Flows.Select(flow => flow with { Services = flow.Services.Intersect(services) }).Where(flow => !flow.Services.IsEmpty)],
    };
}
