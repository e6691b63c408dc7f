namespace Naru.Agent.Routing.HighAvailability;

/// <summary>The kinds of <see cref="PeerMessage"/>.</summary>
internal enum PeerMessageKind : byte
{
    /// <summary>May I go on for another lease?</summary>
    Question = 1,

    /// <summary>I shall not take over from you before it has run out.</summary>
    Promise = 2,
}
