using Naru.Primitives;

namespace Naru.Network.SecurityGroups;

/// <summary>What a rule says, whatever it is called: two rules of a group that mean the same are the same.</summary>
/// <param name="Block">Null also for 0.0.0.0/0 and ::/0, which say the same as no prefix.</param>
public readonly record struct RuleMeaning(
    string GroupId,
    RuleDirection Direction,
    string Ethertype,
    int? Protocol,
    int? PortMin,
    int? PortMax,
    string? RemoteGroupId,
    string? RemoteAddressGroupId,
    IpPrefix? Block)
{
    public static RuleMeaning Of(SecurityGroupRule rule) => new(
        rule.SecurityGroupId,
        rule.Direction,
        rule.Ethertype,
        rule.ProtocolNumber,
        rule.PortRangeMin,
        rule.PortRangeMax,
        rule.RemoteGroupId,
        rule.RemoteAddressGroupId,
        rule.RemoteBlock is { Length: > 0 } block ? block : null);
}
