using Microsoft.Extensions.DependencyInjection;
using Naru.Network.FloatingIps;
using Naru.Network.Invariants;
using Naru.Network.Networks;
using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.SecurityGroups;
using Naru.Network.Segments;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Network;

public sealed class InvariantSpecs
{
    private static readonly string[] Singulars = ["network", "subnet", "port", "router", "floatingip", "security_group", "security_group_rule"];

    [Fact]
    public Task Whatever_is_asked_of_the_API_no_invariant_is_broken() =>
        Gen.Select(Gen.Int[0, 19], Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Int[0, 255]).Array[60].SampleAsync(
            async steps =>
            {
                await using var cloud = await L3Cloud.StartAsync();
                var ids = new List<string>(["$external", "$external_subnet", "$internal", "$subnet", "$backend", "$backend_subnet", "$router", "$port"]);
                foreach (var (operation, first, second, number) in steps)
                    await StepAsync(cloud, ids, operation, ids[first % ids.Count], ids[second % ids.Count], number);
                var findings = Examine(cloud);
                Assert.True(findings.Count == 0, string.Join('\n', findings));
            },
            iter: 15, threads: 1);

    public static TheoryData<string, string> Breaks => new()
    {
        { "address", "is also the address of" },
        { "outside", "is outside of 192.168.50.0/24" },
        { "orphan port", "network_id is" },
        { "orphan rule", "security_group_id is" },
        { "group", "security_groups is" },
        { "host", "which never attached" },
        { "active", "ACTIVE and not bound" },
        { "overlap", "overlaps 192.168.50.0/24" },
        { "pool", "the pool 10.9.9.1-10.9.9.2 is not a range in 192.168.50.0/24" },
        { "tunnel", "its tunnels end at 10.0.0.1" },
        { "segment", "is also used by segment" },
        { "gateway", "and gateway port ''" },
        { "floating", "leads to 192.168.50.99" },
        { "shared", "shared is True" },
    };

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task A_state_that_somebody_broke_is_found(string what, string found)
    {
        await using var cloud = await L3Cloud.StartAsync();
        await cloud.ConnectAsync();
        await cloud.AddAsync("alpha", "$fip", "floatingips", "floatingip", """{"floating_network_id":"$external","port_id":"$port"}""");
        Assert.Empty(Examine(cloud));
        await cloud.WriteAsync(state => Break(state, cloud, what));
        var findings = Examine(cloud);
        Assert.Contains(findings, finding => finding.Violation.Found.Contains(found, StringComparison.Ordinal));
    }

    private static async Task StepAsync(L3Cloud cloud, List<string> ids, int operation, string first, string second, int number)
    {
        var project = number % 3 == 0 ? "beta" : "alpha";
        (string Method, string Path, string? Body) request = operation switch
        {
            0 => ("POST", "networks", """{"network":{}}"""),
            1 => ("POST", "subnets", $$$"""{"subnet":{"network_id":"{{{first}}}","ip_version":4,"cidr":"10.{{{number % 4}}}.0.0/24"}}"""),
            2 or 3 => ("POST", "ports", $$$"""{"port":{"network_id":"{{{first}}}","binding:host_id":"{{{(number % 2 == 0 ? TestCloud.ComputeHost : "nobody")}}}"}}"""),
            4 => ("POST", "ports", $$$"""{"port":{"network_id":"{{{first}}}","fixed_ips":[{"ip_address":"10.0.0.{{{number}}}"}]}}"""),
            5 => ("POST", "routers", """{"router":{}}"""),
            6 or 7 => ("PUT", $"routers/{first}/add_router_interface", $$"""{"subnet_id":"{{second}}"}"""),
            8 => ("PUT", $"routers/{first}/remove_router_interface", $$"""{"subnet_id":"{{second}}"}"""),
            9 => ("PUT", $"routers/{first}", number % 2 == 0 ? """{"router":{"external_gateway_info":{"network_id":"$external"}}}""" : """{"router":{"external_gateway_info":{}}}"""),
            10 => ("POST", "floatingips", """{"floatingip":{"floating_network_id":"$external"}}"""),
            11 => ("PUT", $"floatingips/{first}", number % 2 == 0 ? $$$"""{"floatingip":{"port_id":"{{{second}}}"}}""" : """{"floatingip":{"port_id":null}}"""),
            12 => ("POST", "security-groups", $$$"""{"security_group":{"name":"g","stateful":{{{(number % 2 == 0 ? "true" : "false")}}}}}"""),
            13 => ("POST", "security-group-rules", $$$"""{"security_group_rule":{"security_group_id":"{{{first}}}","direction":"ingress","remote_group_id":"{{{second}}}"}}"""),
            14 => ("PUT", $"ports/{first}", $$$"""{"port":{"security_groups":["{{{second}}}"],"admin_state_up":{{{(number % 2 == 0 ? "true" : "false")}}}}}"""),
            15 => ("PUT", $"subnets/{first}", $$$"""{"subnet":{"enable_dhcp":{{{(number % 2 == 0 ? "true" : "false")}}}}}"""),
            16 => ("PUT", $"networks/{first}", $$$"""{"network":{"shared":{{{(number % 2 == 0 ? "true" : "false")}}}}}"""),
            17 => ("PUT", $"ports/{first}", $$$"""{"port":{"fixed_ips":[{"subnet_id":"{{{second}}}"}]}}"""),
            _ => ("DELETE", $"{Collection(Singulars[number % Singulars.Length])}/{first}", null),
        };
        var (status, body) = await cloud.SendAsync(operation == 16 ? "admin" : project, request.Method, request.Path, request.Body);
        Assert.NotInRange(status, 500, 599);
        if (status != 201)
            return;
        foreach (var singular in Singulars)
        {
            if (body.TryGetProperty(singular, out var made))
                ids.Add(made.GetProperty("id").GetString()!);
        }
    }

    private static string Collection(string singular) => singular.Replace('_', '-') + "s";

    private static void Break(Transaction state, L3Cloud cloud, string what)
    {
        var port = state.In(PortTable.Table).Find(cloud.Fill("$port"))!;
        var network = state.In(NetworkTable.Table).Find(cloud.Fill("$internal"))!;
        var subnet = state.In(SubnetTable.Table).Find(cloud.Fill("$subnet"))!;
        var backend = state.In(SubnetTable.Table).Find(cloud.Fill("$backend_subnet"))!;
        switch (what)
        {
            case "address":
                // The index knows addresses by subnet, so that the same one by another subnet gets past it.
                state.Insert(PortTable.Table, Other(port) with { FixedIps = [new FixedIp(backend.Id, port.FixedIps[0].Address)] });
                break;
            case "outside":
                state.Update(PortTable.Table, port with { FixedIps = [new FixedIp(subnet.Id, IpAddress.Parse("10.1.1.1"))] });
                break;
            case "orphan port":
                state.Insert(PortTable.Table, Other(port) with { NetworkId = Guid.NewGuid().ToString(), FixedIps = [] });
                break;
            case "orphan rule":
                state.Insert(SecurityGroupRuleTable.Table, new SecurityGroupRule { Id = Guid.NewGuid().ToString(), SecurityGroupId = "gone" });
                break;
            case "group":
                state.Update(PortTable.Table, port with { SecurityGroupIds = ["gone"] });
                break;
            case "host":
                state.Update(PortTable.Table, port with { Binding = port.Binding with { Host = "nobody", Driver = "openvswitch", VifType = "ovs" } });
                break;
            case "active":
                state.Update(PortTable.Table, port with { Status = PortStatus.Active, Binding = PortBinding.Unbound });
                break;
            case "overlap":
                state.Insert(SubnetTable.Table, subnet with { Id = Guid.NewGuid().ToString(), Cidr = IpPrefix.Parse("192.168.50.128/25") });
                break;
            case "pool":
                state.Update(SubnetTable.Table, subnet with { AllocationPools = [new AllocationPool(IpAddress.Parse("10.9.9.1"), IpAddress.Parse("10.9.9.2"))] });
                break;
            case "tunnel":
                state.Insert(NodeTable.Table, new Node { Id = "twin", TunnelAddress = IpAddress.Parse("10.0.0.1") });
                break;
            case "segment":
                // Without a number it is in no index.
                state.Insert(SegmentTable.Table, new Segment { Id = Guid.NewGuid().ToString(), NetworkId = network.Id, NetworkType = "vxlan" });
                state.Insert(SegmentTable.Table, new Segment { Id = Guid.NewGuid().ToString(), NetworkId = network.Id, NetworkType = "vxlan" });
                break;
            case "gateway":
                state.Update(RouterTable.Table, state.In(RouterTable.Table).Find(cloud.Fill("$router"))! with { GatewayPortId = null });
                break;
            case "floating":
                state.Update(FloatingIpTable.Table, state.In(FloatingIpTable.Table).Find(cloud.Fill("$fip"))! with { FixedAddress = IpAddress.Parse("192.168.50.99") });
                break;
            case "shared":
                state.Update(NetworkTable.Table, network with { Shared = true });
                break;
        }
    }

    private static Port Other(Port port) => port with { Id = Guid.NewGuid().ToString(), MacAddress = MacAddress.Parse("fa:16:3e:ff:ff:01") };

    private static IReadOnlyList<Finding> Examine(L3Cloud cloud)
    {
        using var services = new ServiceCollection().AddNetwork(new NetworkOptions()).AddNetworkInvariants().AddSingleton<IInvariant, IndexesAreExact>().BuildServiceProvider();
        return new Examination(services.GetServices<IInvariant>()).Of(cloud.State);
    }
}
