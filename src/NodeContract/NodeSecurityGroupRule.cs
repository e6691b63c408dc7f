using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>A rule that lets traffic pass.</summary>
/// <param name="IpVersion">4 or 6.</param>
/// <param name="Protocol">IP protocol number; null: any.</param>
/// <param name="PortMin">First destination port, or ICMP type; null: any.</param>
/// <param name="PortMax">Last destination port, or ICMP code; null: any.</param>
/// <param name="RemoteGroupId">The other end is a member of this group; null: not restricted so.</param>
/// <param name="RemotePrefix">The other end is in this block; null: not restricted so.</param>
public sealed record NodeSecurityGroupRule(
    string Id,
    RuleDirection Direction,
    int IpVersion,
    int? Protocol,
    int? PortMin,
    int? PortMax,
    string? RemoteGroupId,
    IpPrefix? RemotePrefix);
