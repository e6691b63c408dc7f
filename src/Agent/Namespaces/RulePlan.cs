using Naru.Primitives;

namespace Naru.Agent.Namespaces;

/// <summary>A routing rule that a namespace shall have: packets from there are looked up in a table of their own, after the main one.</summary>
public sealed record RulePlan(uint Priority, IpPrefix From, uint Table)
{
    public override string ToString() => $"{Priority}: from {From} lookup {Table}";
}
