namespace Naru.Compute.Servers;

/// <summary>An instance on its way to another size or host.</summary>
/// <param name="Former">The flavor that it has had.</param>
/// <param name="FormerHost">The host that it was on, which keeps its disks until the move is confirmed.</param>
public sealed record ServerMove(ServerMovePhase Phase, ServerFlavor Former, string FormerHost, string MigrationId)
{
    /// <summary>It was stopped when it began to move, and stays so.</summary>
    public bool WasStopped { get; init; }

    /// <summary>While it moves and runs: the host that it goes to; null: it is there.</summary>
    public string? Target { get; init; }

    /// <summary>What it is made of, from its host for <see cref="Target"/>; null: not known yet.</summary>
    public string? Machine { get; init; }

    /// <summary>Where <see cref="Target"/> takes its memory, and its disks; null: not ready.</summary>
    public string? MemoryAt { get; init; }

    public string? DisksAt { get; init; }

    /// <summary>Somebody has said that it shall not be waited for any longer.</summary>
    public bool IsHurried { get; init; }
}
