namespace Naru.Identity.DomainConfiguration;

/// <summary>An option that a domain may set (Identity API v3, "Domain configuration").</summary>
/// <param name="Default">As JSON text; null: the option is secret and never shown.</param>
internal sealed record DomainOptionDefinition(string Group, string Name, string? Default)
{
    public static readonly DomainOptionDefinition[] All =
    [
        new("identity", "driver", "\"sql\""),
        new("identity", "list_limit", "null"),
        new("ldap", "url", "\"ldap://localhost\""),
        new("ldap", "user", "null"),
        new("ldap", "password", null),
        new("ldap", "suffix", "\"cn=example,cn=com\""),
        new("ldap", "query_scope", "\"one\""),
        new("ldap", "page_size", "0"),
        new("ldap", "alias_dereferencing", "\"default\""),
        new("ldap", "chase_referrals", "null"),
        new("ldap", "user_tree_dn", "null"),
        new("ldap", "user_filter", "null"),
        new("ldap", "user_objectclass", "\"inetOrgPerson\""),
        new("ldap", "user_id_attribute", "\"cn\""),
        new("ldap", "user_name_attribute", "\"sn\""),
        new("ldap", "user_description_attribute", "\"description\""),
        new("ldap", "user_mail_attribute", "\"mail\""),
        new("ldap", "user_enabled_attribute", "\"enabled\""),
        new("ldap", "group_tree_dn", "null"),
        new("ldap", "group_filter", "null"),
        new("ldap", "group_objectclass", "\"groupOfNames\""),
        new("ldap", "group_id_attribute", "\"cn\""),
        new("ldap", "group_name_attribute", "\"ou\""),
        new("ldap", "group_member_attribute", "\"member\""),
        new("ldap", "tls_cacertfile", "null"),
        new("ldap", "tls_cacertdir", "null"),
        new("ldap", "use_tls", "false"),
        new("ldap", "tls_req_cert", "\"demand\""),
    ];

    public static DomainOptionDefinition? Find(string group, string name) =>
        Array.Find(All, option => option.Group == group && option.Name == name);

    public static bool HasGroup(string group) => Array.Exists(All, option => option.Group == group);
}
