namespace Naru.Agent.Namespaces;

/// <summary>The groups that mark links as ours (<c>ip link show group N</c>), so that nothing else is ever removed.</summary>
internal static class LinkGroups
{
    public const uint Router = 28257;
    public const uint Dhcp = 28258;

    /// <summary>Of <c>snat-…</c> namespaces.</summary>
    public const uint Snat = 28260;

    /// <summary>Of <c>fip-…</c> namespaces.</summary>
    public const uint FloatingIp = 28261;

    /// <summary>Of <c>brq…</c> bridges and what connects them to other hosts.</summary>
    public const uint NetworkBridge = 28262;

    /// <summary>Of <c>ovnmeta-…</c> namespaces.</summary>
    public const uint OvnMetadata = 28263;

    /// <summary>Of <c>qshare-…</c> namespaces.</summary>
    public const uint Share = 28264;

    /// <summary>About to be deleted, all by one request.</summary>
    public const uint Doomed = 28259;
}
