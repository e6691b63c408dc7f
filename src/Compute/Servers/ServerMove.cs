namespace Naru.Compute.Servers;

/// <summary>An instance on its way to another size or host.</summary>
/// <param name="Former">The flavor that it has had.</param>
/// <param name="FormerHost">The host that it was on, which keeps its disks until the move is confirmed.</param>
public sealed record ServerMove(ServerMovePhase Phase, ServerFlavor Former, string FormerHost, string MigrationId)
{
    /// <summary>It was stopped when it began to move, and stays so.</summary>
    public bool WasStopped { get; init; }
}
