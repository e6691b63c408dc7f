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

    /// <summary>It is on its way while it runs where it was; nobody is asked.</summary>
    Live,

    /// <summary>All of it has come to the new place, where it shall run on.</summary>
    Landing,
}
