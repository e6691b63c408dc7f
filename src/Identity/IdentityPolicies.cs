namespace Naru.Identity;

/// <summary>The default policies of the Identity API: administrators, readers of the system, managers and readers of a domain, and oneself.</summary>
internal static class IdentityPolicies
{
    public const string Admin = "role:admin";

    public const string SystemRead = "role:admin or (role:reader and system_scope:all)";

    public const string DomainRead = SystemRead + " or (role:reader and domain_id:%(domain_id)s)";

    public const string DomainManage = "role:admin or (role:manager and domain_id:%(domain_id)s)";

    /// <summary>Oneself, where the resource is a user.</summary>
    public const string UserRead = DomainRead + " or user_id:%(id)s";

    /// <summary>Oneself, where the resource belongs to a user.</summary>
    public const string OwnedRead = SystemRead + " or user_id:%(user_id)s";

    public const string Owned = "role:admin or user_id:%(user_id)s";
}
