using System.Text.Json.Nodes;
using Naru.Lab;
using Naru.Lab.Cloud;
using Naru.Lab.Instances;
using Naru.Lab.Topology;
using Naru.Primitives;

namespace Naru.Tour.Running;

/// <summary>Makes and removes what the chapters need in the cloud, by name; what is there already is kept.</summary>
public sealed class Maker(LabDirectory directory, CloudClient cloud)
{
    private readonly TopologyBuilder _builder = new(cloud);
    private readonly LabInstances _instances = new(directory, cloud);

    /// <summary>Likewise volumes and shares.</summary>
    public StorageMaker Storage { get; } = new(directory, cloud);

    public async Task<Result<Done>> NetworkAsync(NetworkPlan plan, CancellationToken cancellation) =>
        (await _builder.EnsureNetworkAsync(plan, cancellation)).TryGet(out _, out var error) ? await SettleAsync(cancellation) : error;

    /// <summary>A router with a gateway in the external network.</summary>
    public Task<Result<Done>> RouterAsync(string name, CancellationToken cancellation, RouterMode mode = RouterMode.Centralized) =>
        RouterAsync(name, [], mode, cancellation);

    /// <summary>The router gets an interface on a network.</summary>
    public Task<Result<Done>> InterfaceAsync(string router, NetworkPlan plan, CancellationToken cancellation) =>
        RouterAsync(router, [plan], RouterMode.Centralized, cancellation);

    private async Task<Result<Done>> RouterAsync(string name, IReadOnlyList<NetworkPlan> plans, RouterMode mode, CancellationToken cancellation)
    {
        if (!(await cloud.FindAsync(CloudResources.Networks, CourseTopology.External.Name, cancellation)).TryGet(out var external, out var error))
            return error;
        var subnets = new List<CloudSubnet>();
        foreach (var plan in plans)
        {
            if (!(await _builder.EnsureNetworkAsync(plan, cancellation)).TryGet(out var subnet, out error))
                return error;
            subnets.Add(subnet);
        }
        return (await _builder.EnsureRouterAsync(name, external.Id, subnets, cancellation, mode)).TryGet(out _, out error)
            ? await SettleAsync(cancellation)
            : error;
    }

    public Task<Result<Done>> GroupsAsync(CancellationToken cancellation) => _builder.EnsureSecurityGroupsAsync(CourseTopology.Groups, cancellation);

    /// <summary>The group gets a rule for IPv4, unless it has it.</summary>
    public async Task<Result<Done>> RuleAsync(string group, RulePlan rule, CancellationToken cancellation)
    {
        if (!(await RulesAsync(group, rule, cancellation)).TryGet(out var found, out var error))
            return error;
        if (found.Rules.Count > 0)
            return Done.Ok;
        var values = new JsonObject
        {
            ["security_group_id"] = found.Group,
            ["direction"] = rule.Direction,
            ["ethertype"] = "IPv4",
            ["protocol"] = rule.Protocol,
            ["port_range_min"] = rule.Port,
            ["port_range_max"] = rule.Port,
        };
        return (await cloud.CreateAsync(CloudResources.SecurityGroupRules, values, cancellation)).Map(_ => default(Done));
    }

    public async Task<Result<Done>> RemoveRuleAsync(string group, RulePlan rule, CancellationToken cancellation)
    {
        if (!(await RulesAsync(group, rule, cancellation)).TryGet(out var found, out var error))
            return error;
        foreach (var known in found.Rules)
        {
            if (!(await cloud.DeleteAsync(CloudResources.SecurityGroupRules, known.Id, cancellation)).TryGet(out _, out error))
                return error;
        }
        return Done.Ok;
    }

    private async Task<Result<(string Group, IReadOnlyList<CloudSecurityGroupRule> Rules)>> RulesAsync(string group, RulePlan rule, CancellationToken cancellation)
    {
        if (!(await cloud.FindAsync(CloudResources.SecurityGroups, group, cancellation)).TryGet(out var found, out var error))
            return error;
        var query = $"security_group_id={found.Id}&direction={rule.Direction}&protocol={rule.Protocol}&port_range_min={rule.Port}";
        return (await cloud.ListAsync(CloudResources.SecurityGroupRules, query, cancellation)).Map(rules => (found.Id, rules));
    }

    /// <summary>An instance with its port; it has its address when this ends.</summary>
    public async Task<Result<Done>> InstanceAsync(InstanceRequest request, CancellationToken cancellation)
    {
        if (!(await _instances.StartAsync(request, cancellation)).TryGet(out var instance, out var error)
            || !(await _instances.WaitAsync(instance, cancellation)).TryGet(out _, out error))
            return error;
        return Done.Ok;
    }

    public async Task<Result<Done>> FloatingIpAsync(string instance, CancellationToken cancellation)
    {
        if (!(await cloud.FindAsync(CloudResources.Networks, CourseTopology.External.Name, cancellation)).TryGet(out var external, out var error)
            || !(await cloud.FindAsync(CloudResources.Ports, instance, cancellation)).TryGet(out var port, out error)
            || !(await _builder.EnsureFloatingIpAsync(external.Id, port.Id, cancellation)).TryGet(out _, out error))
            return error;
        return await SettleAsync(cancellation);
    }

    /// <summary>Removes an instance, its floating IPs and its port; that there is none is no failure.</summary>
    public async Task<Result<Done>> RemoveInstanceAsync(string name, CancellationToken cancellation)
    {
        if (LabState.Load(directory)?.Instances.FirstOrDefault(instance => instance.Name == name) is not { } known)
            return Done.Ok;
        if (!(await cloud.ListAsync(CloudResources.FloatingIps, $"port_id={known.Port.Id}", cancellation)).TryGet(out var addresses, out var error))
            return error;
        foreach (var address in addresses)
        {
            if (!(await cloud.DeleteAsync(CloudResources.FloatingIps, address.Id, cancellation)).TryGet(out _, out error))
                return error;
        }
        return await _instances.RemoveAsync(name, cancellation);
    }

    /// <summary>Removes a router with its interfaces on some networks.</summary>
    public async Task<Result<Done>> RemoveRouterAsync(string name, IEnumerable<NetworkPlan> plans, CancellationToken cancellation)
    {
        if (!(await cloud.ListAsync(CloudResources.Routers, $"name={name}", cancellation)).TryGet(out var routers, out var error))
            return error;
        if (routers is not [var router])
            return Done.Ok;
        foreach (var plan in plans)
        {
            if (!(await RemoveInterfaceAsync(router, plan, cancellation)).TryGet(out _, out error))
                return error;
        }
        return await cloud.DeleteAsync(CloudResources.Routers, router.Id, cancellation);
    }

    public async Task<Result<Done>> RemoveInterfaceAsync(CloudRouter router, NetworkPlan plan, CancellationToken cancellation)
    {
        if (!(await cloud.ListAsync(CloudResources.Subnets, $"name={plan.SubnetName}", cancellation)).TryGet(out var subnets, out var error)
            || !(await cloud.ListAsync(CloudResources.Ports, $"device_id={router.Id}", cancellation)).TryGet(out var ports, out error))
            return error;
        foreach (var subnet in subnets.Where(subnet => ports.Any(port => port.FixedIps.Any(ip => ip.SubnetId == subnet.Id))))
        {
            var body = new JsonObject { ["subnet_id"] = subnet.Id };
            var answer = await cloud.AskAsync(HttpMethod.Put, $"routers/{router.Id}/remove_router_interface", body, cancellation);
            if (!answer.TryGet(out var document, out error))
                return error;
            document.Dispose();
        }
        return Done.Ok;
    }

    public async Task<Result<Done>> RemoveNetworkAsync(NetworkPlan plan, CancellationToken cancellation)
    {
        if (!(await cloud.ListAsync(CloudResources.Networks, $"name={plan.Name}", cancellation)).TryGet(out var networks, out var error))
            return error;
        foreach (var network in networks)
        {
            if (!(await cloud.DeleteAsync(CloudResources.Networks, network.Id, cancellation)).TryGet(out _, out error))
                return error;
        }
        return Done.Ok;
    }

    /// <summary>Waits until what was asked for is there on the hosts.</summary>
    private Task<Result<Done>> SettleAsync(CancellationToken cancellation) => CloudReadiness.WaitForPortsAsync(cloud, cancellation);
}
