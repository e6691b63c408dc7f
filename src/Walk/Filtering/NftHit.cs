namespace Naru.Walk.Filtering;

/// <summary>A rule that said something of a packet.</summary>
/// <param name="Table"><c>inet naru-firewall</c>.</param>
/// <param name="Rule">As it stands in the table.</param>
/// <param name="Note">What it did beyond its words: the element of a map that was used, the address that came out; empty otherwise.</param>
internal sealed record NftHit(string Table, string Chain, string Rule, string Note, NftVerdict Verdict);
