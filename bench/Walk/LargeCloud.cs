using Naru.Network.Networks;
using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.SecurityGroups;
using Naru.Network.Segments;
using Naru.Network.Subnets;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;
using Segment = Naru.Network.Segments.Segment;

namespace Naru.Walk.Bench;

/// <summary>Many ports in few networks behind one router, all members of one group that lets its members in.</summary>
internal sealed class LargeCloud(int ports)
{
    public const int Networks = 10;
    public const int Hosts = 100;

    private const string Group = "70000000-0000-4000-8000-000000000001";
    private const string Router = "60000000-0000-4000-8000-000000000001";
    private const string External = "10000000-0000-4000-8000-0000000000ff";
    private const string Gateway = "30000000-0000-4000-8000-0000000000ff";

    public static async Task<LargeCloud> WriteAsync(Store store, int ports)
    {
        var cloud = new LargeCloud(ports);
        (await store.WriteAsync(new WriteContext("bench", "bench"), Result<Done> (state) =>
        {
            cloud.Write(state);
            return Done.Ok;
        })).Unwrap();
        return cloud;
    }

    /// <summary>The name of a port of a network.</summary>
    public string Name(int network, Random random) => $"vm-{network}-{random.Next(ports / Networks)}";

    private void Write(Transaction state)
    {
        for (var host = 0; host < Hosts; host++)
        {
            state.Insert(NodeTable.Table, new Node
            {
                Id = HostName(host),
                Mechanism = "openvswitch",
                TunnelAddress = IpAddress.V4(0xac1d_0000 + (uint)host + 1),
                TunnelTypes = ["vxlan"],
                BridgeMappings = [new BridgeMapping("physnet1", "br-ex")],
                Firewall = "openflow",
                DatapathType = "system",
                IsAttached = true,
            });
        }
        AddNetwork(state, External, "external", IpPrefix.Parse("203.0.113.0/24"), "flat", null);
        state.Insert(PortTable.Table, NewPort(Gateway, "", External, IpAddress.Parse("203.0.113.100"), 0) with
        {
            DeviceOwner = DeviceOwners.RouterGateway, DeviceId = Router, PortSecurityEnabled = false,
        });
        state.Insert(RouterTable.Table, new Router { Id = Router, Name = "r1", ProjectId = "p", Host = HostName(0), GatewayNetworkId = External, GatewayPortId = Gateway });
        state.Insert(SecurityGroupTable.Table, new SecurityGroup { Id = Group, Name = "all", ProjectId = "p" });
        AddRule(state, 1, Naru.Network.SecurityGroups.RuleDirection.Egress, null, null);
        AddRule(state, 2, Naru.Network.SecurityGroups.RuleDirection.Ingress, "tcp", Group);
        for (var network = 0; network < Networks; network++)
        {
            var id = $"10000000-0000-4000-8000-{network:x12}";
            AddNetwork(state, id, $"n{network}", IpPrefix.Parse($"10.{network}.0.0/16"), "vxlan", network + 1);
            state.Insert(PortTable.Table, NewPort($"40000000-{network:x4}-4000-8000-000000000000", "", id, IpAddress.Parse($"10.{network}.0.1"), 0) with
            {
                DeviceOwner = DeviceOwners.RouterInterface, DeviceId = Router, PortSecurityEnabled = false,
            });
            for (var number = 0; number < ports / Networks; number++)
            {
                var address = IpAddress.V4((uint)IpAddress.Parse($"10.{network}.1.0").Value + (uint)number);
                state.Insert(PortTable.Table, NewPort($"{number:x8}-{network:x4}-4000-8000-000000000001", $"vm-{network}-{number}", id, address, 1 + number % (Hosts - 1)) with
                {
                    DeviceOwner = "compute:nova", DeviceId = $"{number:x8}-{network:x4}-4000-8000-000000000002", SecurityGroupIds = [Group],
                });
            }
        }
    }

    private static void AddNetwork(Transaction state, string id, string name, IpPrefix block, string type, long? number)
    {
        state.Insert(NetworkTable.Table, new VirtualNetwork { Id = id, Name = name, ProjectId = "p", Mtu = 1450, IsExternal = type == "flat" });
        state.Insert(SegmentTable.Table, new Segment
        {
            Id = "2" + id[1..], NetworkId = id, NetworkType = type, PhysicalNetwork = type == "flat" ? "physnet1" : null, SegmentationId = number,
        });
        state.Insert(SubnetTable.Table, new Subnet
        {
            Id = "5" + id[1..],
            Name = name,
            ProjectId = "p",
            NetworkId = id,
            IpVersion = 4,
            Cidr = block,
            GatewayIp = block.Network.Next,
            AllocationPools = [new AllocationPool(block.Network.Plus(2), block.Last.Previous)],
        });
    }

    private static void AddRule(Transaction state, int number, Naru.Network.SecurityGroups.RuleDirection direction, string? protocol, string? remote) =>
        state.Insert(SecurityGroupRuleTable.Table, new SecurityGroupRule
        {
            Id = $"80000000-0000-4000-8000-{number:x12}", ProjectId = "p", SecurityGroupId = Group, Direction = direction, Protocol = protocol, RemoteGroupId = remote,
        });

    private static Port NewPort(string id, string name, string network, IpAddress address, int host) => new()
    {
        Id = id,
        Name = name,
        ProjectId = "p",
        NetworkId = network,
        MacAddress = MacAddress.FromValue(0xfa16_0000_0000 | (ulong)(uint)address.Value),
        FixedIps = [new FixedIp("5" + network[1..], address)],
        Status = PortStatus.Active,
        Binding = new PortBinding { Host = HostName(host), Driver = "openvswitch", VifType = "ovs", Details = new VifDetails() },
    };

    private static string HostName(int number) => $"host-{number}";
}
