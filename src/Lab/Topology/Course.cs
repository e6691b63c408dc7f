using Naru.Lab.Cloud;
using Naru.Lab.Instances;
using Naru.Primitives;

namespace Naru.Lab.Topology;

/// <summary>The course's topology as it stands in a cloud: what the checks need to know of it.</summary>
public sealed record Course(
    CloudRouter Router, CloudFloatingIp FloatingIp, InstanceState Vm1, InstanceState Vm2, InstanceState Vm3)
{
    /// <summary>On the host of <see cref="Vm1"/>; null where the plan is not full.</summary>
    public InstanceState? Vm4 { get; init; }

    /// <summary>Makes what is missing of it and waits until its instances have their addresses.</summary>
    public static async Task<Result<Course>> EnsureAsync(
        LabDirectory directory, CloudClient cloud, CancellationToken cancellation, CoursePlan? plan = null)
    {
        plan ??= new CoursePlan();
        var builder = new TopologyBuilder(cloud);
        var subnets = new List<CloudSubnet>();
        foreach (var network in plan.Networks)
        {
            if (!(await builder.EnsureNetworkAsync(network, cancellation)).TryGet(out var made, out var refused))
                return refused;
            subnets.Add(made);
        }
        var external = subnets[0].NetworkId;
        var inner = subnets.Skip(1).ToList();
        foreach (var network in plan.IsFull ? plan.Networks : [])
        {
            if (!(await builder.EnsureIpv6Async(network, cancellation)).TryGet(out var made, out var refused))
                return refused;
            if (network.PhysicalNetwork is null)
                inner.Add(made);
        }
        if (!(await builder.EnsureRouterAsync(CourseTopology.RouterName, external, inner, cancellation, plan.Router)).TryGet(out var router, out var error)
            || !(await builder.EnsureSecurityGroupsAsync(plan.Groups, cancellation)).TryGet(out _, out error))
            return error;

        var instances = new LabInstances(directory, cloud);
        var started = new List<InstanceState>();
        foreach (var request in plan.Instances)
        {
            if (!(await instances.StartAsync(request, cancellation)).TryGet(out var instance, out error))
                return error;
            started.Add(instance);
        }
        foreach (var lease in await Task.WhenAll(started.Select(instance => instances.WaitAsync(instance, cancellation))))
        {
            if (!lease.Succeeded)
                return lease.Error;
        }
        var floating = await builder.EnsureFloatingIpAsync(external, started[0].Port.Id, cancellation);
        return floating.Map(address => new Course(router, address, started[0], started[1], started[2]) { Vm4 = started.ElementAtOrDefault(3) });
    }
}
