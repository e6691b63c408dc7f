using Naru.Network.SecurityGroups;
using Naru.Rest;

namespace Naru.Network.DefaultSecurityGroupRules;

/// <summary>A rule that new security groups start with.</summary>
public sealed record DefaultSecurityGroupRule : StandardResource
{
    /// <summary>As <c>remote_group_id</c>: the group that gets the rule.</summary>
    public const string Parent = "PARENT";

    /// <summary>What groups get; its own id, owner and group are empty, and its remote group may be <see cref="Parent"/>.</summary>
    public SecurityGroupRule Rule { get; init; } = new();

    /// <summary>The default group of each new project gets it.</summary>
    public bool UsedInDefaultGroups { get; init; }

    /// <summary>The groups that users make get it.</summary>
    public bool UsedInOtherGroups { get; init; } = true;
}
