namespace Naru.Rest.Policy;

/// <summary>The policy expressions that the defaults are made of, in the policy language of OpenStack (oslo.policy).</summary>
public static class Rules
{
    public const string AdminOnly = "role:admin";

    public const string Anyone = "@";

    public const string Nobody = "!";

    /// <summary>The owner's members and administrators.</summary>
    public const string MemberOrAdmin = "role:admin or (role:member and project_id:%(project_id)s)";

    /// <summary>The owner's managers and administrators.</summary>
    public const string ManagerOrAdmin = "role:admin or (role:manager and project_id:%(project_id)s)";

    /// <summary>The owner's readers and administrators.</summary>
    public const string ReaderOrAdmin = "role:admin or (role:reader and project_id:%(project_id)s)";

    /// <summary>Other services and administrators.</summary>
    public const string ServiceOrAdmin = "role:admin or role:service";
}
