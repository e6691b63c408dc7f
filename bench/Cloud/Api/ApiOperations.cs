namespace Naru.Bench.Api;

/// <summary>The operations that are measured.</summary>
public sealed class ApiOperations(ApiServer server, ApiSession session)
{
    private const string Ports = $"{ApiSession.Networking}/ports";

    // More than a run can use up on a machine of this kind; one that does ends early, and its rate is right all the same.
    private const int NetworksForSubnets = 8000;
    private const int PortNumbersOfAClient = 8000;

    // A hundred times Neutron's rate with 8 clients (Figures.Neutron).
    private const double AimForNetworks = 760;
    private const double AimForSubnets = 380;
    private const double AimForPorts = 450;
    private const double AimForRules = 1970;
    private const double AimForLists = 330;

    private int _runs;

    /// <summary>Those that work on a thousand ports and leave their number as it is.</summary>
    public IEnumerable<Operation> OnPorts(string network, IReadOnlyList<string> ports) =>
    [
        new("token by password", _ => (_, _) => server.SignIn()) { SignsIn = true },
        new("get one port", _ => (client, number) => ApiRequest.Get($"{Ports}/{ports[(client * 131 + number) % ports.Count]}")),
        new("list 1,000 ports", _ => (_, _) => ApiRequest.Get($"{Ports}?network_id={network}")) { Aim = AimForLists },
        new("update port", _ => (client, number) =>
            ApiRequest.Put($"{Ports}/{ports[(client * ports.Count / 8 + number) % ports.Count]}", $$$"""{"port":{"name":"renamed-{{{client}}}-{{{number}}}"}}""")),
    ];

    /// <summary>Those that add to the state.</summary>
    public IEnumerable<Operation> Creating() =>
    [
        new("create network", _ => Networks()) { Aim = AimForNetworks },
        new("create subnet", Subnets) { Aim = AimForSubnets },
        new("create port", _ => PortsOfANetwork()) { Aim = AimForPorts, AimForSlowest = 20 },
        new("create security group rule", _ => Rules()) { Aim = AimForRules },
        new("create 100 ports in one request", _ => HundredPorts()) { Clients = [1] },
    ];

    private static NextRequest Networks() => (client, number) =>
        ApiRequest.Post($"{ApiSession.Networking}/networks", $$$"""{"network":{"name":"network-{{{client}}}-{{{number}}}"}}""");

    // One network for each subnet, as users have it.
    private NextRequest Subnets(int clients)
    {
        var networks = session.CreateNetworks(Unique("subnets"), NetworksForSubnets);
        var each = networks.Count / clients;
        return (client, number) => number >= each ? null : ApiRequest.Post($"{ApiSession.Networking}/subnets", $$$"""
            {"subnet":{"network_id":"{{{networks[client * each + number]}}}","ip_version":4,"cidr":"10.{{{client}}}.{{{number % 256}}}.0/24","enable_dhcp":false}}
            """);
    }

    private NextRequest PortsOfANetwork()
    {
        var network = session.CreateNetwork(Unique("ports"), "10.100.0.0/16");
        return (client, number) => ApiRequest.Post(Ports, $$$"""{"port":{{{ApiSession.PortValues(network, $"port-{client}-{number}")}}}}""");
    }

    private NextRequest HundredPorts()
    {
        var network = session.CreateNetwork(Unique("bulk"), "10.0.0.0/12");
        return (_, number) => ApiRequest.Post(Ports, ApiSession.Bulk(
            "ports", Enumerable.Range(0, 100).Select(one => ApiSession.PortValues(network, $"port-{number}-{one}"))));
    }

    private NextRequest Rules()
    {
        var group = session.CreateSecurityGroup(Unique("rules"));
        return (client, number) =>
        {
            if (number >= PortNumbersOfAClient)
                return null;
            var port = 1 + client * PortNumbersOfAClient + number;
            return ApiRequest.Post($"{ApiSession.Networking}/security-group-rules", $$$"""
                {"security_group_rule":{"security_group_id":"{{{group}}}","direction":"ingress","ethertype":"IPv4","protocol":"tcp",
                 "port_range_min":{{{port}}},"port_range_max":{{{port}}}}}
                """);
        };
    }

    private string Unique(string name) => $"{name}-{++_runs}";
}
