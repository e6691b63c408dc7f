using Naru.Network.FloatingIps;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Qos.Policies;
using Naru.Network.Routers;
using Naru.Network.SecurityGroups;
using Naru.Network.Subnets;
using Naru.Network.Trunks;
using Naru.State;

namespace Naru.Ovn.Specs;

/// <summary>Requests of all kinds to a small cloud; each number stands for one. Whether it is refused does not matter.</summary>
internal static class ApiChanges
{
    public static async Task PrepareAsync(OvnCloud cloud)
    {
        await cloud.AddAsync("$external", "networks", "network", """{"router:external":true,"provider:network_type":"flat","provider:physical_network":"physnet1"}""");
        await cloud.AddAsync("$outside", "subnets", "subnet", """{"network_id":"$external","ip_version":4,"cidr":"203.0.113.0/24","enable_dhcp":false}""");
        await cloud.AddAsync("$n", "networks", "network", "{}");
        await cloud.AddAsync("$s", "subnets", "subnet", """{"network_id":"$n","ip_version":4,"cidr":"10.0.0.0/24"}""");
        await cloud.AddAsync("$r", "routers", "router", """{"external_gateway_info":{"network_id":"$external"}}""");
    }

    public static async Task DoAsync(OvnCloud cloud, int number)
    {
        var (kind, pick) = (number % 34, number / 34);
        var state = cloud.State;
        var (method, path, body) = kind switch
        {
            0 => ("POST", "networks", """{"network":{"name":"x"}}"""),
            1 => ("PUT", $"networks/{Network()}", $$$"""{"network":{"name":"n{{{pick}}}","mtu":{{{1200 + pick % 200}}}}}"""),
            2 => ("DELETE", $"networks/{Network()}", null),
            3 => ("POST", "subnets", $$$"""{"subnet":{"network_id":"{{{Network()}}}","ip_version":4,"cidr":"10.{{{pick % 200}}}.0.0/24"}}"""),
            4 => ("PUT", $"subnets/{Subnet()}", $$$"""{"subnet":{"dns_nameservers":["10.0.0.{{{1 + pick % 250}}}"]}}"""),
            5 => ("PUT", $"subnets/{Subnet()}", $$$"""{"subnet":{"enable_dhcp":{{{Flag()}}}}}"""),
            6 => ("DELETE", $"subnets/{Subnet()}", null),
            7 or 8 => ("POST", "ports", $$$"""{"port":{"network_id":"{{{Network()}}}","device_owner":"compute:nova","binding:host_id":"host-{{{1 + pick % 2}}}","dns_name":"vm{{{pick % 3}}}"}}"""),
            9 => ("POST", "ports", $$$"""{"port":{"network_id":"{{{Network()}}}","binding:vnic_type":"direct"}}"""),
            10 => ("PUT", $"ports/{Port()}", $$$"""{"port":{"name":"p{{{pick}}}","admin_state_up":{{{Flag()}}}}}"""),
            11 => ("PUT", $"ports/{Port()}", $$$"""{"port":{"security_groups":["{{{Group()}}}"]}}"""),
            12 => ("PUT", $"ports/{Port()}", """{"port":{"security_groups":[],"port_security_enabled":false,"allowed_address_pairs":[]}}"""),
            13 => ("PUT", $"ports/{Port()}", $$$"""{"port":{"allowed_address_pairs":[{"ip_address":"10.0.0.{{{2 + pick % 8}}}"}]}}"""),
            14 => ("PUT", $"ports/{Port()}", """{"port":{"extra_dhcp_opts":[{"opt_name":"bootfile-name","opt_value":"x"}]}}"""),
            15 => ("DELETE", $"ports/{Port()}", null),
            16 => ("POST", "security-groups", """{"security_group":{"name":"g"}}"""),
            17 => ("DELETE", $"security-groups/{Group()}", null),
            18 => ("POST", "security-group-rules", $$$"""{"security_group_rule":{"security_group_id":"{{{Group()}}}","direction":"ingress","protocol":"tcp","port_range_min":{{{1 + pick % 9}}},"port_range_max":{{{10 + pick % 9}}},"remote_group_id":"{{{Group()}}}"}}"""),
            19 => ("DELETE", $"security-group-rules/{Any(SecurityGroupRuleTable.Table)}", null),
            20 => ("POST", "routers", """{"router":{"name":"r"}}"""),
            21 => ("PUT", $"routers/{Router()}", """{"router":{"external_gateway_info":{"network_id":"$external"}}}"""),
            22 => ("PUT", $"routers/{Router()}", pick % 2 == 0 ? """{"router":{"external_gateway_info":null}}""" : """{"router":{"external_gateway_info":{"network_id":"$external","enable_snat":false}}}"""),
            23 => ("PUT", $"routers/{Router()}/add_router_interface", $$$"""{"subnet_id":"{{{Subnet()}}}"}"""),
            24 => ("PUT", $"routers/{Router()}/remove_router_interface", $$$"""{"subnet_id":"{{{Subnet()}}}"}"""),
            25 => ("DELETE", $"routers/{Router()}", null),
            26 => ("POST", "floatingips", $$$"""{"floatingip":{"floating_network_id":"$external","port_id":"{{{Port()}}}"}}"""),
            27 => ("PUT", $"floatingips/{Floating()}", pick % 2 == 0 ? """{"floatingip":{"port_id":null}}""" : $$$"""{"floatingip":{"port_id":"{{{Port()}}}"}}"""),
            28 => ("DELETE", $"floatingips/{Floating()}", null),
            29 => ("POST", "trunks", $$$"""{"trunk":{"port_id":"{{{Port()}}}","sub_ports":[{"port_id":"{{{Port(1)}}}","segmentation_type":"vlan","segmentation_id":{{{1 + pick % 99}}}}]}}"""),
            30 => ("DELETE", $"trunks/{Any(TrunkTable.Table)}", null),
            31 => ("POST", $"floatingips/{Floating()}/port_forwardings", $$$"""{"port_forwarding":{"protocol":"tcp","external_port":{{{80 + pick % 9}}},"internal_port":80,"internal_ip_address":"{{{AddressOf(Port())}}}","internal_port_id":"{{{Port()}}}"}}"""),
            32 => ("PUT", $"ports/{Port()}", $$$"""{"port":{"qos_policy_id":"{{{Any(QosPolicyTable.Table)}}}"}}"""),
            _ when pick % 2 == 0 => ("POST", "qos/policies", """{"policy":{"name":"q"}}"""),
            _ => ("POST", $"qos/policies/{Any(QosPolicyTable.Table)}/bandwidth_limit_rules", $$$"""{"bandwidth_limit_rule":{"max_kbps":{{{1000 + pick}}},"direction":"egress"}}"""),
        };
        var (status, answer) = await cloud.SendAsync(method, path, body);
        Assert.True(status < 500, $"{method} {path} {body}: {status} {answer}");
        if (kind == 7 && status == 201)
        {
            var id = answer.GetProperty("port").GetProperty("id").GetString()!;
            await cloud.WriteAsync(write => PortProvisioning.Report(write, id, $"host-{1 + pick % 2}", ProvisioningSteps.L2, ProvisioningState.Up));
        }

        string Flag() => pick % 2 == 0 ? "true" : "false";
        string Network() => Any(NetworkTable.Table);
        string Subnet() => Any(SubnetTable.Table);
        string Group() => Any(SecurityGroupTable.Table);
        string Router() => Any(RouterTable.Table);
        string Floating() => Any(FloatingIpTable.Table);
        string Port(int further = 0) => Any(PortTable.Table, further);
        string AddressOf(string port) => state.In(PortTable.Table).Find(port)?.FixedIps.Items.Select(ip => ip.Address.ToString()).FirstOrDefault() ?? "10.0.0.9";
        string Any<T>(Table<T> table, int further = 0)
            where T : class, IDocument => state.In(table).All.ToList() is { Count: > 0 } all ? all[(pick + further) % all.Count].Id : Guid.Empty.ToString();
    }
}
