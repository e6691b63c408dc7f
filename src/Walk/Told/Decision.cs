namespace Naru.Walk.Told;

/// <summary>Something that was looked up at a hop and decided about the packet.</summary>
/// <param name="Where">The table, chain or list: <c>table 60 (transient)</c>.</param>
/// <param name="What">What was found there, in the words of its native tool: the flow as <c>ovs-ofctl</c> prints it, the rule as <c>nft</c> does.</param>
/// <param name="Object">The API object that caused it; null where the pipeline itself did.</param>
public sealed record Decision(DecisionKind Kind, string Where, string What, ApiObject? Object = null)
{
    /// <summary>Of an OpenFlow decision, the number of the table.</summary>
    public byte? Table { get; init; }

    /// <summary>Of an OpenFlow decision, the cookie of the flow.</summary>
    public ulong? Cookie { get; init; }

    /// <summary>It is a part of a conjunctive match, and not a flow that was met by itself.</summary>
    public bool IsClause { get; init; }
}
