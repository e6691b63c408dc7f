using Naru.State;
using Naru.Walk.Invariants;

namespace Naru.Walk;

/// <summary>The tables of what walks and reachability add to the cloud's state.</summary>
public static class WalkTables
{
    public static IReadOnlyList<Table> All => [ReachInvariantTable.Table];
}
