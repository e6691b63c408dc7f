using Naru.Lab.Instances;

namespace Naru.Lab.Topology;

/// <summary>What is varied of the course's topology.</summary>
/// <param name="Router">How its router is served.</param>
public sealed record CoursePlan(RouterMode Router = RouterMode.Centralized)
{
    /// <summary>Every network has an IPv6 subnet too, every rule of a group its twin, and there is a fourth instance.</summary>
    public bool IsFull { get; init; }

    /// <summary>The external one first.</summary>
    public IReadOnlyList<NetworkPlan> Networks => [CourseTopology.External, CourseTopology.Internal, CourseTopology.Backend];

    public IReadOnlyList<InstanceRequest> Instances => IsFull
        ? [CourseTopology.Vm1, CourseTopology.Vm2, CourseTopology.Vm3, CourseTopology.Vm4]
        : [CourseTopology.Vm1, CourseTopology.Vm2, CourseTopology.Vm3];

    public IReadOnlyList<SecurityGroupPlan> Groups => IsFull
        ? [.. CourseTopology.Groups.Select(group => group with { Rules = [.. group.Rules.SelectMany(rule => new[] { rule, rule with { IpVersion = 6 } })] })]
        : CourseTopology.Groups;
}
