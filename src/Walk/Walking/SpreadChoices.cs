using Naru.Agent.Namespaces;
using Naru.Primitives;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>Where a walk came to a router with several gateways for it, and which one it took.</summary>
/// <param name="ways">The gateway to take, by place; the first one elsewhere.</param>
internal sealed class SpreadChoices(IReadOnlyDictionary<string, HopPlan> ways)
{
    private readonly List<(Spread Spread, EquatableList<HopPlan> Hops)> _met = [];

    /// <summary>In the order in which they were met.</summary>
    public IReadOnlyList<(Spread Spread, EquatableList<HopPlan> Hops)> Met => _met;

    public HopPlan Choose(Spread spread, EquatableList<HopPlan> hops)
    {
        if (!_met.Exists(met => met.Spread.Place == spread.Place))
            _met.Add((spread, hops));
        return ways.TryGetValue(spread.Place, out var way) && hops.Items.Contains(way) ? way : hops[0];
    }
}
