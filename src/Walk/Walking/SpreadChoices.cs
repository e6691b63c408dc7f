using Naru.Agent.Namespaces;
using Naru.Primitives;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>Where a walk came to a router with several gateways for it, and which one it took.</summary>
/// <param name="ways">The device to take, by namespace; the first one elsewhere.</param>
internal sealed class SpreadChoices(IReadOnlyDictionary<string, string> ways)
{
    private readonly List<(Spread Spread, EquatableList<HopPlan> Hops)> _met = [];

    /// <summary>In the order in which they were met.</summary>
    public IReadOnlyList<(Spread Spread, EquatableList<HopPlan> Hops)> Met => _met;

    public HopPlan Choose(Spread spread, EquatableList<HopPlan> hops)
    {
        if (!_met.Exists(met => met.Spread.Place == spread.Place))
            _met.Add((spread, hops));
        return ways.TryGetValue(spread.Place, out var device) && hops.Items.FirstOrDefault(hop => hop.Device == device) is { } known ? known : hops[0];
    }
}
