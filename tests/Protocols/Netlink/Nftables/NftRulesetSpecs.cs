using Naru.Primitives;
using Naru.Protocols.Netlink.Nftables;
using Naru.Protocols.Netlink.Route;

namespace Naru.Protocols.Netlink.Specs.Nftables;

public sealed class NftRulesetSpecs : IDisposable
{
    private static readonly NftTable Table = new(NftFamily.Inet, "naru");

    private readonly TestNamespace _here = new();
    private readonly NftRuleset _rules;

    public NftRulesetSpecs() => _rules = new NftRuleset(_here.Space);

    public void Dispose() => _here.Dispose();

    [Fact]
    public void A_table_is_replaced_as_a_whole_and_reads_the_same_each_time()
    {
        const string Body = """
            set allowed { type ipv4_addr; flags interval; elements = { 10.0.0.0/24 } }
            chain input {
                type filter hook input priority filter; policy drop;
                ct state established,related accept
                ip saddr @allowed tcp dport 22 counter accept
            }
            """;
        _rules.Replace(Table, "chain old { }").Unwrap();
        _rules.Replace(Table, Body).Unwrap();
        var first = _rules.List(Table).Unwrap();
        _rules.Replace(Table, Body).Unwrap();

        Assert.Equal(first, _rules.List(Table).Unwrap());
        Assert.DoesNotContain("old", first, StringComparison.Ordinal);
        Assert.Contains("ip saddr @allowed tcp dport 22 counter accept", first, StringComparison.Ordinal);
        Assert.Equal(Tool.Run("ip", "netns", "exec", _here.Name, "nft", "-s", "list", "table", "inet", "naru"), first);
        Assert.Contains("\"table\": {\"family\": \"inet\", \"name\": \"naru\"", _rules.ListJson(Table).Unwrap(), StringComparison.Ordinal);
        Assert.Equal([Table], _rules.Tables().Unwrap());

        _rules.Delete(Table).Unwrap();
        _rules.Delete(Table).Unwrap();
        Assert.Equal("ENOENT", _rules.List(Table).Error!.Type);
        Assert.Equal("", _rules.List().Unwrap());
    }

    [Fact]
    public void A_syntax_error_names_the_line_and_changes_nothing()
    {
        var error = _rules.Apply("""
            table inet naru {
              chain input {
                tcp dport 22 acept
              }
            }
            """).Error!;
        Assert.Equal((ErrorKind.Invalid, "NftSyntax"), (error.Kind, error.Type));
        Assert.Contains("in line 3: tcp dport 22 acept", error.Message, StringComparison.Ordinal);
        Assert.Contains(_here.Name, error.Message, StringComparison.Ordinal);
        Assert.Empty(_rules.Tables().Unwrap());
    }

    [Fact]
    public void What_the_kernel_refuses_has_its_errno_and_line_and_undoes_the_rest()
    {
        var error = _rules.Apply("add table ip one\nadd rule ip one nothing accept\nadd table ip two").Error!;
        Assert.Equal("ENOENT", error.Type);
        Assert.Contains("in line 2: add rule ip one nothing accept", error.Message, StringComparison.Ordinal);
        Assert.Empty(_rules.Tables().Unwrap());
    }

    [Fact]
    public void Checking_changes_nothing()
    {
        _rules.Check("add table ip one").Unwrap();
        Assert.False(_rules.Check("add tabel ip one").Succeeded);
        Assert.Empty(_rules.Tables().Unwrap());
    }

    [Fact]
    public void Names_of_links_are_looked_up_in_the_tables_own_namespace()
    {
        using var there = new TestNamespace();
        there.Route.Links.Create(new BridgeLink("shift")).Unwrap();
        foreach (var (place, mark) in new[] { (_here, 1), (there, 2) })
        {
            place.Route.Links.Create(new BridgeLink("qg-1")).Unwrap();
            var rules = new NftRuleset(place.Space);
            // "iif" stores the index, which the library looks up by a cache of its own.
            rules.Replace(Table, $"chain c {{ iif \"qg-1\" meta mark set {mark}; }}").Unwrap();
            Assert.Contains("iif \"qg-1\"", rules.List(Table).Unwrap(), StringComparison.Ordinal);
        }
        Assert.Contains("0x00000001", _rules.List(Table).Unwrap(), StringComparison.Ordinal);
    }

    [Fact]
    public void Many_namespaces_may_be_worked_on_at_once()
    {
        using var there = new TestNamespace();
        Parallel.For(0, 20, i =>
        {
            var rules = new NftRuleset(i % 2 == 0 ? _here.Space : there.Space);
            rules.Replace(new NftTable(NftFamily.Ip, $"t{i}"), "chain c { accept; }").Unwrap();
        });
        Assert.Equal(10, _rules.Tables().Unwrap().Count);
    }
}
