using Naru.Bench.Api;

namespace Naru.Bench.Scale;

/// <summary>A large cloud: 1,000 networks with a subnet and ten ports each, 1,000 security groups with twenty rules each.</summary>
internal sealed class ScaleState(ApiSession session)
{
    public const int Networks = 1000;
    public const int PortsOfANetwork = 10;
    public const int Groups = 1000;
    public const int RulesOfAGroup = 20;

    public IReadOnlyList<string> NetworkIds { get; private set; } = [];

    public IReadOnlyList<string> GroupIds { get; private set; } = [];

    public void Create()
    {
        NetworkIds = session.CreateMany("networks", "networks", Networks, number => $$"""{"name":"network-{{number}}"}""");
        session.CreateMany("subnets", "subnets", Networks, number =>
            $$"""{"name":"subnet-{{number}}","network_id":"{{NetworkIds[number]}}","ip_version":4,"cidr":"10.{{number / 250}}.{{number % 250}}.0/24","enable_dhcp":false}""");
        GroupIds = session.CreateMany("security-groups", "security_groups", Groups, number => $$"""{"name":"group-{{number}}"}""");
        // Every group brings two rules of its own, which let everything out.
        session.CreateMany("security-group-rules", "security_group_rules", Groups * (RulesOfAGroup - 2), number => $$"""
            {"security_group_id":"{{GroupIds[number % Groups]}}","direction":"ingress","ethertype":"IPv4","protocol":"tcp",
             "port_range_min":{{1 + number / Groups}},"port_range_max":{{1 + number / Groups}}}
            """);
        session.CreateMany("ports", "ports", Networks * PortsOfANetwork, number => $$"""
            {"name":"port-{{number}}","network_id":"{{NetworkIds[number % Networks]}}","security_groups":["{{GroupIds[number % Groups]}}"],
             "device_id":"server-{{number / 2}}","device_owner":"compute:nova"}
            """);
    }

    /// <summary>Every list with its filters, by what is asked; a page of a thousand where there is more.</summary>
    public IEnumerable<(string What, string Query)> Lists()
    {
        const string Page = "limit=1000";
        string network = NetworkIds[Networks / 2], group = GroupIds[Groups / 2];
        return
        [
            ("networks", $"networks?{Page}"),
            ("networks, sorted by name", $"networks?{Page}&sort_key=name"),
            ("networks, status", $"networks?{Page}&status=ACTIVE"),
            ("networks, name", "networks?name=network-500"),
            ("networks, not shared", $"networks?{Page}&shared=False&router:external=False"),
            ("subnets", $"subnets?{Page}"),
            ("subnets, network_id", $"subnets?network_id={network}"),
            ("subnets, cidr", "subnets?cidr=10.2.0.0/24"),
            ("ports", $"ports?{Page}"),
            ("ports, second page", $"ports?{Page}&marker={MiddlePort}"),
            ("ports, sorted by name", $"ports?{Page}&sort_key=name&sort_dir=desc"),
            ("ports, status", $"ports?{Page}&status=DOWN"),
            ("ports, network_id", $"ports?network_id={network}"),
            ("ports, device_id", "ports?device_id=server-2500"),
            ("ports, device_owner", $"ports?{Page}&device_owner=compute:nova"),
            ("ports, name", "ports?name=port-5000"),
            ("ports, mac_address", "ports?mac_address=fa:16:3e:00:00:01"),
            ("ports, fixed_ips", "ports?fixed_ips=ip_address%3D10.2.0.5"),
            ("ports, security_groups", $"ports?security_groups={group}"),
            ("ports, tags", $"ports?{Page}&not-tags=none"),
            ("ports, two fields", $"ports?{Page}&fields=id&fields=status"),
            ("security groups with their rules", $"security-groups?{Page}"),
            ("security groups, name", "security-groups?name=group-500"),
            ("security groups, two fields", $"security-groups?{Page}&fields=id&fields=name"),
            ("security group rules", $"security-group-rules?{Page}"),
            ("security group rules, security_group_id", $"security-group-rules?security_group_id={group}"),
            ("security group rules, protocol and port", $"security-group-rules?{Page}&protocol=tcp&port_range_min=7"),
            ("security group rules, direction", $"security-group-rules?{Page}&direction=ingress"),
        ];
    }

    private string MiddlePort => session.Send(ApiRequest.Get($"{ApiSession.Networking}/ports?limit=1000&fields=id"))["ports"]![999]!["id"]!.GetValue<string>();
}
