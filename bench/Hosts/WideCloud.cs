using Naru.Network.Networks;
using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.SecurityGroups;
using Naru.Network.Segments;
using Naru.Network.Subnets;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;
using RuleDirection = Naru.Network.SecurityGroups.RuleDirection;
using Segment = Naru.Network.Segments.Segment;

namespace Naru.Hosts.Bench;

/// <summary>Many hosts with as many ports each.</summary>
/// <remarks>
/// One network is on all hosts; its ports are in one group that lets its members in. Of the other networks each is on ten hosts, and each host on ten of them.
/// </remarks>
internal sealed class WideCloud(int hosts, int portsOfAHost)
{
    private const int Span = 10;
    private const int MostMembersOfAHost = 10;

    private const string WideGroup = "70000000-0000-4000-8000-000000000001";
    private const string NarrowGroup = "70000000-0000-4000-8000-000000000002";

    private readonly int _members = Math.Min(MostMembersOfAHost, (portsOfAHost + 1) / 2);

    public IReadOnlyList<string> Hosts { get; } = [.. Enumerable.Range(0, hosts).Select(HostName)];

    public int Ports => hosts * portsOfAHost;

    /// <summary>Of the wide group.</summary>
    public int Members => hosts * _members;

    /// <summary>A port of a network that is on few hosts.</summary>
    public string NarrowPort => IdOf(0, _members);

    public IEnumerable<NodeHello> Hellos => Enumerable.Range(0, hosts).Select(host =>
        new NodeHello(HostName(host), "bench", "openvswitch", TunnelAddress(host), ["vxlan"], [], "openflow", "system", [], "nova"));

    public void Write(Transaction state)
    {
        foreach (var hello in Hellos)
            state.Insert(NodeTable.Table, Node.From(hello, state.Time) with { IsAttached = false });
        for (var network = 0; network <= hosts; network++)
            AddNetwork(state, network);
        foreach (var (group, remote) in ((string, string?)[])[(WideGroup, WideGroup), (NarrowGroup, null)])
        {
            state.Insert(SecurityGroupTable.Table, new SecurityGroup { Id = group, Name = group, ProjectId = "p" });
            AddRule(state, group, 1, RuleDirection.Egress, null, null);
            AddRule(state, group, 2, RuleDirection.Ingress, "tcp", remote);
        }
        for (var host = 0; host < hosts; host++)
        {
            for (var number = 0; number < portsOfAHost; number++)
                state.Insert(PortTable.Table, NewPort(host, number));
        }
    }

    /// <summary>A port that is not there yet, in the wide group.</summary>
    public Port OneMore() => NewPort(host: 0, number: 0) with
    {
        Id = "ffffffff-0000-4000-8000-000000000001",
        MacAddress = MacAddress.Parse("fa:16:3e:ff:ff:fe"),
        FixedIps = [new FixedIp(SubnetId(hosts), IpAddress.Parse("10.255.0.1"))],
    };

    public void AddNarrowRule(Transaction state) => AddRule(state, NarrowGroup, 3, RuleDirection.Ingress, "udp", null);

    private Port NewPort(int host, int number)
    {
        var isWide = number < _members;
        // Each of the hosts that a network is on has every tenth number of it.
        var (network, address) = isWide
            ? (hosts, IpAddress.V4((uint)(0x0ac8_0000 + host * MostMembersOfAHost + number + 2)))
            : ((host + number % Span) % hosts, IpAddress.V4((uint)(0x0a00_0100 + number / Span * 16 + number % Span)));
        return new Port
        {
            Id = IdOf(host, number),
            Name = $"vm-{host}-{number}",
            ProjectId = "p",
            NetworkId = NetworkId(network),
            DeviceOwner = "compute:nova",
            DeviceId = IdOf(host, number),
            MacAddress = MacAddress.FromValue(0xfa16_0000_0000 | (ulong)(uint)(host << 16 | number)),
            FixedIps = [new FixedIp(SubnetId(network), address)],
            SecurityGroupIds = [isWide ? WideGroup : NarrowGroup],
            Binding = new PortBinding { Host = HostName(host), Driver = "openvswitch", VifType = "ovs", Details = new VifDetails() },
        };
    }

    private static void AddNetwork(Transaction state, int number)
    {
        var id = NetworkId(number);
        state.Insert(NetworkTable.Table, new VirtualNetwork { Id = id, Name = $"n{number}", ProjectId = "p", Mtu = 1450 });
        state.Insert(SegmentTable.Table, new Segment { Id = "2" + id[1..], NetworkId = id, NetworkType = "vxlan", SegmentationId = number + 1 });
        state.Insert(SubnetTable.Table, new Subnet
        {
            Id = SubnetId(number),
            ProjectId = "p",
            NetworkId = id,
            IpVersion = 4,
            Cidr = IpPrefix.Parse("10.0.0.0/8"),
            AllocationPools = [new AllocationPool(IpAddress.Parse("10.0.0.2"), IpAddress.Parse("10.255.255.254"))],
        });
    }

    private static void AddRule(Transaction state, string group, int number, RuleDirection direction, string? protocol, string? remote) =>
        state.Insert(SecurityGroupRuleTable.Table, new SecurityGroupRule
        {
            Id = $"8{number}{group[2..]}", ProjectId = "p", SecurityGroupId = group, Direction = direction, Protocol = protocol, RemoteGroupId = remote,
        });

    private static string IdOf(int host, int number) => $"{number:x8}-{host:x4}-4000-8000-000000000001";

    private static string NetworkId(int number) => $"10000000-0000-4000-8000-{number:x12}";

    private static string SubnetId(int network) => $"50000000-0000-4000-8000-{network:x12}";

    private static string HostName(int number) => $"host-{number}";

    private static IpAddress TunnelAddress(int host) => IpAddress.V4(0xac1d_0000 + (uint)host + 1);
}
