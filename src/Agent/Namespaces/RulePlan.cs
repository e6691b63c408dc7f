using Naru.Primitives;

namespace Naru.Agent.Namespaces;

/// <summary>A routing rule that a namespace shall have: packets from there are looked up in a table of their own, after the main one.</summary>
/// <param name="From">Null: from anywhere, with a mark.</param>
public sealed record RulePlan(uint Priority, IpPrefix? From, uint Table)
{
    /// <summary>The mark that packets have, if it is these that the rule is for: they are looked up before the main table.</summary>
    public uint? Mark { get; init; }

    public override string ToString() => $"{Priority}: from {(From is { } from ? from : "all")}{(Mark is { } mark ? $" fwmark {mark}" : "")} lookup {Table}";
}
