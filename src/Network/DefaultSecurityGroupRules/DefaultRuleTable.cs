using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.DefaultSecurityGroupRules;

/// <summary>Where default rules of security groups are stored.</summary>
public static class DefaultRuleTable
{
    public static readonly Table<DefaultSecurityGroupRule> Table = new("default_security_group_rules", DefaultRuleJson.Default.DefaultSecurityGroupRule);
    public static readonly Index<DefaultSecurityGroupRule, string> ByRemoteGroup = Table.IndexBy("remote_group", template => template.Rule.RemoteGroupId);
    public static readonly Index<DefaultSecurityGroupRule, string> ByRemoteAddressGroup =
        Table.IndexBy("remote_address_group", template => template.Rule.RemoteAddressGroupId);

    public static readonly Table<DefaultRuleSeed> Seeds = new("default_security_group_rule_seeds", DefaultRuleJson.Default.DefaultRuleSeed);
}

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<string>)])]
[JsonSerializable(typeof(DefaultSecurityGroupRule))]
[JsonSerializable(typeof(DefaultRuleSeed))]
internal sealed partial class DefaultRuleJson : JsonSerializerContext;
