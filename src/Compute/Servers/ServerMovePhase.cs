using System.Text.Json.Serialization;

namespace Naru.Compute.Servers;

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
