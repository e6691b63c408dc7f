namespace Naru.Walk.Telling;

/// <summary>The sentences around the hops.</summary>
public enum Phrase
{
    /// <summary>From, to, traffic.</summary>
    Title,
    Way,
    WayBack,
    Answered,
    Unanswered,
    Dropped,
    ReasonAtHop,
    Help,
    Before,
    After,
    Object,
    Hidden,
    Seen,
    NotSeen,
    Drift,

    /// <summary>Namespace, how many gateways.</summary>
    Spread,

    /// <summary>The same, and which one.</summary>
    SpreadChosen,
    SpreadShown,
    NoVlan,
    NoTunnel,
}
