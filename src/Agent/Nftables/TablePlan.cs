using System.Text;
using Naru.Primitives;
using Naru.Protocols.Netlink.Nftables;

namespace Naru.Agent.Nftables;

/// <summary>What an nftables table shall contain.</summary>
public sealed record TablePlan(NftTable Table, EquatableList<NftSet> Sets, EquatableList<NftChain> Chains)
{
    /// <summary>What stands between the table's braces.</summary>
    public string Body
    {
        get
        {
            var text = new StringBuilder();
            foreach (var set in Sets)
            {
                text.Append($"\t{set.Kind} {set.Name} {{\n\t\t{set.Declaration}\n");
                if (!set.Elements.IsEmpty)
                    text.Append($"\t\telements = {{ {string.Join(",\n\t\t\t     ", set.Elements.Items)} }}\n");
                text.Append("\t}\n");
            }
            foreach (var chain in Chains)
            {
                text.Append($"\tchain {chain.Name} {{\n");
                if (chain.Hook is { } hook)
                    text.Append($"\t\t{hook}\n");
                foreach (var rule in chain.Rules)
                    text.Append($"\t\t{rule}\n");
                text.Append("\t}\n");
            }
            return text.ToString();
        }
    }

    /// <summary>The table as nft(8) takes it from a file.</summary>
    public override string ToString() => $"table {Table} {{\n{Body}}}\n";
}
