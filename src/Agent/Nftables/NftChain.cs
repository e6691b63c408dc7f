using Naru.Primitives;

namespace Naru.Agent.Nftables;

/// <summary>A chain of an nftables table.</summary>
/// <param name="Hook">Of a base chain, where packets come from: <c>type nat hook prerouting priority dstnat; policy accept;</c> Null for one that is jumped to.</param>
/// <param name="Rules">In the language of nft(8).</param>
public sealed record NftChain(string Name, string? Hook, EquatableList<string> Rules);
