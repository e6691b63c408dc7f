using Naru.Network.SecurityGroups;
using Naru.State;

namespace Naru.Network.DefaultSecurityGroupRules;

/// <summary>The rules that new groups start with: those that administrators have made, or else the usual ones.</summary>
public static class DefaultRules
{
    private const string Seed = "usual";

    /// <summary>Whether there is nothing left to do for <see cref="Ensure"/>.</summary>
    public static bool AreSeeded(IStateReader state) => state.In(DefaultRuleTable.Seeds).Contains(Seed);

    /// <summary>Once in the life of a cloud makes the usual rules: everything may leave; into a default group, everything from its own members may enter.</summary>
    public static void Ensure(Transaction state)
    {
        if (AreSeeded(state))
            return;
        state.Insert(DefaultRuleTable.Seeds, new DefaultRuleSeed(Seed));
        foreach (var ethertype in (ReadOnlySpan<string>)[Ethertypes.IPv4, Ethertypes.IPv6])
        {
            Add(new SecurityGroupRule { Direction = RuleDirection.Egress, Ethertype = ethertype }, inOtherGroups: true);
            Add(
                new SecurityGroupRule { Direction = RuleDirection.Ingress, Ethertype = ethertype, RemoteGroupId = DefaultSecurityGroupRule.Parent },
                inOtherGroups: false);
        }

        void Add(SecurityGroupRule rule, bool inOtherGroups) => state.Insert(DefaultRuleTable.Table, new DefaultSecurityGroupRule
        {
            Id = Guid.NewGuid().ToString(),
            Rule = rule,
            UsedInDefaultGroups = true,
            UsedInOtherGroups = inOtherGroups,
            CreatedAt = state.Time,
            UpdatedAt = state.Time,
            RevisionNumber = 1,
        });
    }

    /// <summary>Gives a new group its first rules.</summary>
    public static void Apply(Transaction state, SecurityGroup group)
    {
        Ensure(state);
        foreach (var template in state.In(DefaultRuleTable.Table).All)
        {
            if (!(group.IsDefault ? template.UsedInDefaultGroups : template.UsedInOtherGroups))
                continue;
            state.Insert(SecurityGroupRuleTable.Table, template.Rule with
            {
                Id = Guid.NewGuid().ToString(),
                ProjectId = group.ProjectId,
                Description = template.Description,
                SecurityGroupId = group.Id,
                RemoteGroupId = template.Rule.RemoteGroupId == DefaultSecurityGroupRule.Parent ? group.Id : template.Rule.RemoteGroupId,
                CreatedAt = state.Time,
                UpdatedAt = state.Time,
                RevisionNumber = 1,
            });
        }
    }
}
