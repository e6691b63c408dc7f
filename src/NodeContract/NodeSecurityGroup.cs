using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>A security group of a port on this host, or one that such a group's rules name as remote.</summary>
/// <param name="Members">Addresses of all member ports of the cloud (fixed and allowed), filled in only where a rule on this host names the group as remote.</param>
public sealed record NodeSecurityGroup(
    string Id,
    string Name,
    bool Stateful,
    EquatableList<NodeSecurityGroupRule> Rules,
    IpPrefixSet Members) : INodeObject
{
    public string Key => Id;
}
