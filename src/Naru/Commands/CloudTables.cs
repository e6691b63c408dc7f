using Naru.BlockStorage;
using Naru.Compute;
using Naru.Identity;
using Naru.Images;
using Naru.Network;
using Naru.Seed;
using Naru.SharedFileSystems;
using Naru.State;
using Naru.Walk;

namespace Naru.Commands;

/// <summary>All that a server keeps in its state; whoever opens the state of one knows the same tables.</summary>
internal static class CloudTables
{
    public static Schema Schema() => new([.. IdentityTables.All, .. NetworkTables.All, .. ImageTables.All, .. ComputeTables.All, .. BlockStorageTables.All, .. ShareTables.All, .. SeedTables.All, .. WalkTables.All]);
}
