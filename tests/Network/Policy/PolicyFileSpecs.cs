using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Policy;

namespace Naru.Policy;

/// <summary>Operators' policy files over the defaults.</summary>
public sealed class PolicyFileSpecs : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("policy-specs-").FullName;
    private readonly PolicyTable _network = new();
    private readonly PolicyTable _identity = new() { Prefix = "identity:" };

    public PolicyFileSpecs()
    {
        _network.Helper("context_is_admin", "role:admin");
        _network.Helper("owner", "project_id:%(project_id)s");
        _network.Default("create_network", "role:admin or (role:member and project_id:%(project_id)s)");
        _network.Default("delete_network", "role:admin");
        _identity.Helper("owner", "user_id:%(user_id)s");
        _identity.Default("get_user", "role:admin");
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_rule_of_the_file_replaces_the_default_and_the_others_stay()
    {
        Assert.Equal(3, Load("""
            # Members make no networks here.
            "create_network": "role:network_maker and rule:mine"
            mine: >-
              project_id:%(project_id)s
              and not role:guest
            "delete_network": ""
            """).Unwrap());

        Assert.False(Allows(_network, "create_network", "own", "member"));
        Assert.True(Allows(_network, "create_network", "own", "network_maker"));
        Assert.False(Allows(_network, "create_network", "own", "network_maker", "guest"));
        Assert.False(Allows(_network, "create_network", "another", "network_maker"));
        Assert.True(Allows(_network, "delete_network", "another"));
        Assert.False(Allows(_identity, "get_user", "own", "member"));
    }

    [Fact]
    public void Rules_of_Identity_have_its_prefix_and_name_the_target_as_Keystone_does()
    {
        Load("""{"identity:get_user": "rule:owner or user_id:%(target.user.id)s", "owner": "user_id:%(user_id)s"}""").Unwrap();

        Assert.True(_identity.Allows("get_user", Caller("reader"), new Target("user.id", "me")));
        Assert.True(_identity.Allows("get_user", Caller("reader"), new Target("user_id", "me")));
        Assert.False(_identity.Allows("get_user", Caller("reader"), new Target("user.id", "you")));
    }

    [Theory]
    [InlineData("create_network: role:member\ncreate_netwrok: role:member", ":2: no API has a rule 'create_netwrok'")]
    [InlineData("\n\ncreate_network: \"role:member and\"", ":3: rule 'create_network': The policy 'role:member and' cannot be read: it ends too early")]
    [InlineData("create_network: member", "'member' is not a check: expected KIND:VALUE")]
    [InlineData("create_network: (role:member", "a ')' is missing")]
    [InlineData("create_network: rule:nobody_knows", ":1: rule 'create_network' asks 'rule:nobody_knows', which does not exist")]
    [InlineData("create_network: rule:mine\nmine: rule:create_network", "asks itself")]
    [InlineData("create_network: role:member\ncreate_network: role:reader", ":2: the rule 'create_network' stands there already in line 1")]
    [InlineData("create_network: [role:member]", ":1: the rule 'create_network' is no text")]
    [InlineData("- create_network", ":1: expected a mapping of rule names to expressions")]
    [InlineData("create_network: \"role:member", "this is not YAML")]
    [InlineData("create_network: http://policy.example/check", "asking another server is not supported")]
    [InlineData("create_network: field:networks", "expected field:RESOURCE:ATTRIBUTE=VALUE")]
    [InlineData("context_is_admin: role:cloud_admin", "the defaults do not ask 'context_is_admin', so it stays \"role:admin\"")]
    public void What_is_wrong_is_told_with_its_line_and_changes_nothing(string text, string message)
    {
        Load("delete_network: role:member").Unwrap();
        Assert.Contains(message, Load(text).Error!.Message, StringComparison.Ordinal);
        Assert.True(Allows(_network, "delete_network", "own", "member"));
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        var lines = Load("create_network: member\nnobody: role:member\ndelete_network: rule:unknown").Error!.Message.Split('\n');
        Assert.Equal(["1", "3", "2"], lines.Select(line => line.Split(':')[1]));
    }

    [Fact]
    public void A_directory_is_read_in_the_order_of_names_and_the_last_file_decides()
    {
        File.WriteAllText(Path.Combine(_directory, "10-site.yaml"), "create_network: role:member\ndelete_network: role:member");
        File.WriteAllText(Path.Combine(_directory, "20-more.yaml"), "delete_network: role:reader");
        File.WriteAllText(Path.Combine(_directory, "readme.txt"), "not: a policy");
        Assert.Equal(2, new PolicyFile(_directory, [_network, _identity]).Load().Unwrap());
        Assert.True(Allows(_network, "delete_network", "own", "reader"));
    }

    [Fact]
    public void A_file_without_rules_leaves_the_defaults()
    {
        Assert.Equal(0, Load("# nothing yet\n").Unwrap());
        Assert.True(Allows(_network, "create_network", "own", "member"));
    }

    [Fact]
    public void A_rule_taken_out_of_the_file_has_its_default_again()
    {
        Load("delete_network: role:member").Unwrap();
        Load("").Unwrap();
        Assert.False(Allows(_network, "delete_network", "own", "member"));
    }

    [Theory]
    [InlineData("field:networks:shared=True", true)]
    [InlineData("field:port:device_owner=~^network:", true)]
    [InlineData("not field:networks:shared=True", false)]
    [InlineData("None:%(nothing)s", true)]
    [InlineData("not None:%(shared)s", true)]
    [InlineData("'True':%(shared)s and True:%(shared)s", true)]
    [InlineData("domain_id:None", true)]
    [InlineData("is_admin:1", false)]
    public void The_checks_of_oslo_policy_are_understood(string expression, bool allowed)
    {
        Load($"create_network: \"{expression}\"").Unwrap();
        Assert.Equal(allowed, _network.Allows("create_network", Caller("reader"), new Target("shared", "True", "device_owner", "network:dhcp")));
    }

    private Result<int> Load(string text)
    {
        var file = Path.Combine(_directory, "policy.yaml");
        File.WriteAllText(file, text);
        return new PolicyFile(file, [_network, _identity]).Load();
    }

    private static bool Allows(PolicyTable table, string rule, string project, params string[] roles) =>
        table.Allows(rule, Caller(roles), new Target("project_id", project));

    private static Caller Caller(params string[] roles) => new() { UserId = "me", ProjectId = "own", Roles = EquatableList.Create<string>(roles) };

    private sealed class Target(params string[] pairs) : IPolicyTarget
    {
        public string? Attribute(string name) => Array.IndexOf(pairs, name) is var at and >= 0 && at % 2 == 0 ? pairs[at + 1] : null;
    }
}
