using System.Text.Json.Nodes;
using Naru.Lab.Cloud;
using Naru.Primitives;

namespace Naru.Lab.Topology;

/// <summary>Creates the parts of a topology that are missing, by name, through the public API.</summary>
public sealed class TopologyBuilder(CloudClient cloud)
{
    public async Task<Result<CloudSubnet>> EnsureNetworkAsync(NetworkPlan plan, CancellationToken cancellation)
    {
        var network = await EnsureAsync(CloudResources.Networks, $"name={plan.Name}", () => NetworkValues(plan), cancellation);
        if (!network.TryGet(out var made, out var error))
            return error;
        return await EnsureAsync(
            CloudResources.Subnets, $"network_id={made.Id}&name={plan.SubnetName}", () => SubnetValues(plan, made.Id), cancellation);
    }

    /// <summary>The IPv6 subnet of a network that is there.</summary>
    public async Task<Result<CloudSubnet>> EnsureIpv6Async(NetworkPlan plan, CancellationToken cancellation)
    {
        if (!(await cloud.FindAsync(CloudResources.Networks, plan.Name, cancellation)).TryGet(out var network, out var error))
            return error;
        var name = $"{plan.SubnetName}-6";
        return await EnsureAsync(CloudResources.Subnets, $"network_id={network.Id}&name={name}", () => Ipv6Values(plan, network.Id, name), cancellation);
    }

    /// <summary>A router with its gateway (SNAT on) and an interface in each of the subnets.</summary>
    public async Task<Result<CloudRouter>> EnsureRouterAsync(
        string name, string externalNetwork, IEnumerable<CloudSubnet> subnets, CancellationToken cancellation,
        RouterMode mode = RouterMode.Centralized)
    {
        var ensured = await EnsureAsync(CloudResources.Routers, $"name={name}", () => new()
        {
            ["name"] = name,
            ["distributed"] = mode is RouterMode.Distributed,
            ["ha"] = mode is RouterMode.HighlyAvailable,
            ["external_gateway_info"] = new JsonObject { ["network_id"] = externalNetwork, ["enable_snat"] = true },
        }, cancellation);
        if (!ensured.TryGet(out var router, out var error))
            return error;
        var interfaces = await cloud.ListAsync(CloudResources.Ports, $"device_id={router.Id}", cancellation);
        if (!interfaces.TryGet(out var ports, out error))
            return error;
        var joined = ports.SelectMany(port => port.FixedIps).Select(address => address.SubnetId).ToHashSet();
        foreach (var subnet in subnets.Where(subnet => !joined.Contains(subnet.Id)))
        {
            if (!(await cloud.AddRouterInterfaceAsync(router.Id, subnet.Id, cancellation)).TryGet(out _, out error))
                return error;
        }
        return await cloud.ShowAsync(CloudResources.Routers, router.Id, cancellation);
    }

    /// <summary>The groups in the given order: a rule may name a group before its own.</summary>
    public async Task<Result<Done>> EnsureSecurityGroupsAsync(IEnumerable<SecurityGroupPlan> plans, CancellationToken cancellation)
    {
        var ids = new Dictionary<string, string>();
        foreach (var plan in plans)
        {
            if (!(await EnsureSecurityGroupAsync(plan, ids, cancellation)).TryGet(out var group, out var error))
                return error;
            ids[plan.Name] = group.Id;
        }
        return Done.Ok;
    }

    public Task<Result<CloudFloatingIp>> EnsureFloatingIpAsync(string externalNetwork, string port, CancellationToken cancellation) =>
        EnsureAsync(CloudResources.FloatingIps, $"port_id={port}", () => new()
        {
            ["floating_network_id"] = externalNetwork,
            ["port_id"] = port,
        }, cancellation);

    private async Task<Result<CloudSecurityGroup>> EnsureSecurityGroupAsync(
        SecurityGroupPlan plan, Dictionary<string, string> ids, CancellationToken cancellation)
    {
        var existing = await cloud.ListAsync(CloudResources.SecurityGroups, $"name={plan.Name}", cancellation);
        if (!existing.TryGet(out var found, out var error))
            return error;
        if (found is [var known])
            return known;

        var created = await cloud.CreateAsync(CloudResources.SecurityGroups, new() { ["name"] = plan.Name }, cancellation);
        if (!created.TryGet(out var group, out error))
            return error;
        foreach (var rule in plan.KeepsDefaultEgress ? [] : group.SecurityGroupRules)
        {
            if (!(await cloud.DeleteAsync(CloudResources.SecurityGroupRules, rule.Id, cancellation)).TryGet(out _, out error))
                return error;
        }
        foreach (var rule in plan.Rules)
        {
            var values = RuleValues(rule, group.Id, ids);
            if (!(await cloud.CreateAsync(CloudResources.SecurityGroupRules, values, cancellation)).TryGet(out _, out error))
                return error;
        }
        return group;
    }

    private async Task<Result<T>> EnsureAsync<T>(
        ResourceKind<T> kind, string query, Func<JsonObject> values, CancellationToken cancellation)
    {
        if (!(await cloud.ListAsync(kind, query, cancellation)).TryGet(out var found, out var error))
            return error;
        return found.Count > 0 ? found[0] : await cloud.CreateAsync(kind, values(), cancellation);
    }

    private static JsonObject NetworkValues(NetworkPlan plan)
    {
        var values = new JsonObject { ["name"] = plan.Name };
        if (plan.PhysicalNetwork is { } physicalNetwork)
        {
            values["router:external"] = true;
            values["provider:network_type"] = "flat";
            values["provider:physical_network"] = physicalNetwork;
        }
        return values;
    }

    private static JsonObject SubnetValues(NetworkPlan plan, string network)
    {
        var values = new JsonObject
        {
            ["name"] = plan.SubnetName,
            ["network_id"] = network,
            ["ip_version"] = 4,
            ["cidr"] = plan.Cidr,
            ["enable_dhcp"] = plan.PhysicalNetwork is null,
        };
        if (plan.Gateway is { } gateway)
            values["gateway_ip"] = gateway;
        if (plan.Pool is var (first, last))
            values["allocation_pools"] = new JsonArray(new JsonObject { ["start"] = first, ["end"] = last });
        return values;
    }

    private static JsonObject Ipv6Values(NetworkPlan plan, string network, string name)
    {
        var values = new JsonObject
        {
            ["name"] = name,
            ["network_id"] = network,
            ["ip_version"] = 6,
            ["cidr"] = plan.Cidr6,
            ["enable_dhcp"] = plan.Ipv6Mode is not null,
        };
        if (plan.Gateway6 is { } gateway)
            values["gateway_ip"] = gateway;
        if (plan.Ipv6Mode is { } mode)
        {
            values["ipv6_ra_mode"] = mode;
            values["ipv6_address_mode"] = mode;
        }
        return values;
    }

    private static JsonObject RuleValues(RulePlan rule, string group, Dictionary<string, string> ids)
    {
        var values = new JsonObject
        {
            ["security_group_id"] = group,
            ["direction"] = rule.Direction,
            ["ethertype"] = $"IPv{rule.IpVersion}",
            ["protocol"] = rule is { IpVersion: 6, Protocol: "icmp" } ? "ipv6-icmp" : rule.Protocol,
        };
        if (rule.Port is { } port)
        {
            values["port_range_min"] = port;
            values["port_range_max"] = port;
        }
        if (rule.RemoteGroup is { } remote)
            values["remote_group_id"] = ids[remote];
        return values;
    }
}
