using Naru.State;

namespace Naru.Seed;

/// <summary>The table of this part, for the schema of the store.</summary>
public static class SeedTables
{
    public static readonly Table<AppliedSeed> Applied = new("applied_seed", AppliedSeedJson.Default.AppliedSeed);

    public static IReadOnlyList<Table> All => [Applied];
}
