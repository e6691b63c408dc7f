using Naru.Lab.Cloud;
using Naru.Lab.Instances;
using Naru.Primitives;

namespace Naru.Lab.Topology;

/// <summary>The course's topology as it stands in a cloud: what the checks need to know of it.</summary>
public sealed record Course(
    CloudRouter Router, CloudFloatingIp FloatingIp, InstanceState Vm1, InstanceState Vm2, InstanceState Vm3)
{
    /// <summary>Makes what is missing of it and waits until its instances have their addresses.</summary>
    public static async Task<Result<Course>> EnsureAsync(
        LabDirectory directory, CloudClient cloud, CancellationToken cancellation, RouterMode mode = RouterMode.Centralized)
    {
        var builder = new TopologyBuilder(cloud);
        var subnets = new List<CloudSubnet>();
        foreach (var plan in (NetworkPlan[])[CourseTopology.External, CourseTopology.Internal, CourseTopology.Backend])
        {
            if (!(await builder.EnsureNetworkAsync(plan, cancellation)).TryGet(out var subnet, out var refused))
                return refused;
            subnets.Add(subnet);
        }
        var external = subnets[0].NetworkId;
        if (!(await builder.EnsureRouterAsync(CourseTopology.RouterName, external, subnets.Skip(1), cancellation, mode)).TryGet(out var router, out var error)
            || !(await builder.EnsureSecurityGroupsAsync(CourseTopology.Groups, cancellation)).TryGet(out _, out error))
            return error;

        var instances = new LabInstances(directory, cloud);
        var made = new List<InstanceState>();
        foreach (var request in (InstanceRequest[])[CourseTopology.Vm1, CourseTopology.Vm2, CourseTopology.Vm3])
        {
            if (!(await instances.StartAsync(request, cancellation)).TryGet(out var instance, out error))
                return error;
            made.Add(instance);
        }
        foreach (var lease in await Task.WhenAll(made.Select(instance => instances.WaitAsync(instance, cancellation))))
        {
            if (!lease.Succeeded)
                return lease.Error;
        }
        var floating = await builder.EnsureFloatingIpAsync(external, made[0].Port.Id, cancellation);
        return floating.Map(address => new Course(router, address, made[0], made[1], made[2]));
    }
}
