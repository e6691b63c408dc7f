namespace Naru.Protocols.Netlink.Nftables;

/// <summary>The name of an nftables table, and the commands that concern it as a whole.</summary>
public sealed record NftTable(NftFamily Family, string Name)
{
    /// <summary>As nft(8) writes it: <c>inet naru</c>.</summary>
    public override string ToString() => $"{Family.ToString().ToLowerInvariant()} {Name}";

    /// <summary>Commands that delete the table and succeed where there is none.</summary>
    // "destroy table" would say it in one line, but needs Linux 6.3 and nft 1.0.7.
    public string DeleteCommands => $"add table {this}\ndelete table {this}\n";

    /// <summary>Commands that make the table be exactly this, whatever it was; applied in one transaction no packet sees it missing.</summary>
    /// <param name="body">What stands between the braces: sets, maps and chains with their rules.</param>
    public string ReplaceCommands(string body) => $"{DeleteCommands}table {this} {{\n{body}\n}}\n";
}
