using Naru.Protocols.Ovsdb.Values;

namespace Naru.Ovn.Northbound;

/// <summary>The <c>external_ids</c> of our rows: the keys of ML2/OVN, and one by which we know them.</summary>
internal static class OwnIds
{
    /// <summary>Of every row that we write, and of no other: whose it is, such as <c>port/ID</c>.</summary>
    public const string Owner = "naru:of";

    public const string SubnetId = "subnet_id";
    public const string PortId = "port_id";

    /// <summary>What we write besides the keys with a prefix of ours.</summary>
    private static readonly HashSet<string> Bare = [SubnetId, PortId, "ls_name"];

    public static EquatableMap<string, string> Of(string kind, string id, params ReadOnlySpan<(string Key, string Value)> more) =>
        TextMap.Of([(Owner, id.Length == 0 ? kind : $"{kind}/{id}"), .. more]);

    /// <summary>Whether a key is ours to write and to remove; what others note on our rows stays.</summary>
    public static bool IsOurs(string key) =>
        key.StartsWith("neutron:", StringComparison.Ordinal) || key.StartsWith("naru:", StringComparison.Ordinal) || Bare.Contains(key);
}
