using Naru.Primitives;

namespace Naru.Agent.Nftables;

/// <summary>A named set or map of an nftables table, or another object that rules name: a counter, a conntrack helper.</summary>
/// <param name="Kind"><c>set</c>, <c>map</c>, <c>counter</c> or <c>ct helper</c>.</param>
/// <param name="Declaration">What stands between the braces before the elements: <c>type ipv4_addr; flags interval;</c></param>
/// <param name="Elements">In the language of nft(8), such as <c>10.0.0.5</c> or <c>10.0.0.5 : 203.0.113.5</c>; the key comes first.</param>
public sealed record NftSet(string Kind, string Name, string Declaration, EquatableList<string> Elements)
{
    public static NftSet OfSet(string name, string declaration, IEnumerable<string> elements) =>
        new("set", name, declaration, elements.ToEquatableList());

    public static NftSet OfMap(string name, string declaration, IEnumerable<string> elements) =>
        new("map", name, declaration, elements.ToEquatableList());

    public static NftSet OfObject(string kind, string name, string declaration) => new(kind, name, declaration, []);
}
