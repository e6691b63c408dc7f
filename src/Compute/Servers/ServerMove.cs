using System.Text.Json.Serialization;

namespace Naru.Compute.Servers;

/// <summary>An instance on its way to another size or host.</summary>
/// <param name="Former">The flavor that it has had.</param>
/// <param name="FormerHost">The host that it was on, which keeps its disks until the move is confirmed.</param>
public sealed record ServerMove(ServerMovePhase Phase, ServerFlavor Former, string FormerHost, string MigrationId)
{
    /// <summary>It was stopped when it began to move, and stays so.</summary>
    public bool WasStopped { get; init; }
}

/// <summary>How far a <see cref="ServerMove"/> is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ServerMovePhase>))]
public enum ServerMovePhase
{
    /// <summary>It shall run in the new size, at the new place.</summary>
    Moving,

    /// <summary>It does, and somebody has to say whether it stays so.</summary>
    Moved,

    /// <summary>It shall be what and where it was.</summary>
    Reverting,

    /// <summary>It moves while it runs; nobody is asked.</summary>
    Live,
}
