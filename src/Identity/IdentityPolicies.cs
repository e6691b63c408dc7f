using Naru.Rest.Policy;

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

    /// <summary>Administrators of the system, not of a project.</summary>
    public const string SystemAdmin = "role:admin and system_scope:all";

    /// <summary>Oneself, where the resource belongs to a user.</summary>
    public const string OwnedRead = SystemRead + " or user_id:%(user_id)s";

    public const string Owned = "role:admin or user_id:%(user_id)s";

    /// <summary>The names that Keystone's policy files use in their rules.</summary>
    public static void AddHelpers(PolicyTable policies)
    {
        policies.Helper("admin_required", "role:admin or is_admin:1");
        policies.Helper("service_role", "role:service");
        policies.Helper("service_or_admin", "rule:admin_required or rule:service_role");
        policies.Helper("owner", "user_id:%(user_id)s");
        policies.Helper("admin_or_owner", "rule:admin_required or rule:owner");
        policies.Helper("token_subject", "user_id:%(target.token.user_id)s");
        policies.Helper("admin_or_token_subject", "rule:admin_required or rule:token_subject");
        policies.Helper("service_admin_or_token_subject", "rule:service_or_admin or rule:token_subject");
        policies.Helper("domain_managed_target_role", "'manager':%(target.role.name)s or 'member':%(target.role.name)s or 'reader':%(target.role.name)s");
    }
}
