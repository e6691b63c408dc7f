using Naru.Network.DefaultSecurityGroupRules;
using Naru.Network.SecurityGroups.DefaultStatefulness;
using Naru.State;

namespace Naru.Network.SecurityGroups;

/// <summary>The group that every project has.</summary>
public static class DefaultSecurityGroup
{
    public const string Name = "default";

    /// <summary>The project's default group, made when it is needed for the first time.</summary>
    public static SecurityGroup Ensure(Transaction state, string projectId)
    {
        if (SecurityGroupTable.DefaultOf.Find(state, projectId) is { } existing)
            return existing;
        var group = new SecurityGroup
        {
            Id = Guid.NewGuid().ToString(),
            ProjectId = projectId,
            Name = Name,
            Description = "Default security group",
            IsDefault = true,
            Stateful = DefaultStatefulnessTable.IsStateful(state, projectId),
            CreatedAt = state.Time,
            UpdatedAt = state.Time,
            RevisionNumber = 1,
        };
        state.Insert(SecurityGroupTable.Table, group);
        DefaultRules.Apply(state, group);
        return group;
    }
}
