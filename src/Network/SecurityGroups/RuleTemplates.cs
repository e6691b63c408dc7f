using Naru.State;

namespace Naru.Network.SecurityGroups;

/// <summary>The rules that new groups start with.</summary>
public static class RuleTemplates
{
    /// <summary>Gives a new group its first rules: everything may leave; into a default group, everything from its own members may enter.</summary>
    public static void Apply(Transaction state, SecurityGroup group)
    {
        foreach (var ethertype in (ReadOnlySpan<string>)[Ethertypes.IPv4, Ethertypes.IPv6])
        {
            Add(new SecurityGroupRule { Direction = RuleDirection.Egress, Ethertype = ethertype });
            if (group.IsDefault)
                Add(new SecurityGroupRule { Direction = RuleDirection.Ingress, Ethertype = ethertype, RemoteGroupId = group.Id });
        }

        void Add(SecurityGroupRule rule) => state.Insert(SecurityGroupRuleTable.Table, rule with
        {
            Id = Guid.NewGuid().ToString(),
            ProjectId = group.ProjectId,
            SecurityGroupId = group.Id,
            CreatedAt = state.Time,
            UpdatedAt = state.Time,
            RevisionNumber = 1,
        });
    }
}
