using Naru.Network;
using Naru.Network.FloatingIps;
using Naru.Network.Networks;
using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.SecurityGroups;
using Naru.Network.Segments;
using Naru.Network.Subnets;
using Naru.NodeContract;
using Naru.Ovn.Northbound;
using Naru.Primitives;
using Naru.State;
using Naru.Walk.Ends;
using Naru.Walk.Invariants;
using Naru.Walk.Told;
using Segment = Naru.Network.Segments.Segment;

namespace Naru.Walk.Specs;

/// <summary>A state of the cloud, written document by document as rules of the API would leave it.</summary>
internal sealed class WalkCloud : IAsyncDisposable
{
    public const string Network = "network";
    public const string Compute1 = "compute-1";
    public const string Compute2 = "compute-2";

    private readonly Dictionary<string, int> _ids = [];

    private WalkCloud(Store store) => Store = store;

    public Store Store { get; }

    public static async Task<WalkCloud> StartAsync() =>
        new(await Store.OpenAsync(
            new Schema([.. NetworkTables.All, .. WalkTables.All]), new MemoryJournal(), TimeProvider.System, options: StoreOptions.Default with { Guard = new ReachGuard() }));

    /// <summary>The course: vm1 (hybrid, web) and vm2 (app) on internal, vm3 (db) on backend, r1 with its gateway, a floating IP for vm1.</summary>
    public static async Task<WalkCloud> OfTheCourseAsync()
    {
        var cloud = await StartAsync();
        await cloud.WriteAsync(state =>
        {
            cloud.AddHost(state, Network, "172.29.0.10", "openflow");
            cloud.AddHost(state, Compute1, "172.29.0.11", "hybrid");
            cloud.AddHost(state, Compute2, "172.29.0.12", "openflow");
            cloud.AddNetwork(state, "internal", "192.168.50", "vxlan", 1);
            cloud.AddNetwork(state, "backend", "192.168.60", "vxlan", 2);
            cloud.AddNetwork(state, "external", "203.0.113", "flat", null);
            cloud.AddDhcp(state, "internal", "192.168.50.2");
            cloud.AddRouter(state, "r1", "external", "203.0.113.100", ("internal", "192.168.50.1"), ("backend", "192.168.60.1"));
            cloud.AddGroup(state, "web", ("egress", null, null, null), ("ingress", "icmp", null, null), ("ingress", "tcp", 80, null));
            cloud.AddGroup(state, "app", ("egress", null, null, null), ("ingress", "icmp", null, null), ("ingress", "tcp", 80, "web"));
            cloud.AddGroup(state, "db", ("ingress", "icmp", null, null), ("egress", "icmp", null, null), ("egress", "tcp", 80, null));
            cloud.AddInstance(state, "vm1", "internal", "192.168.50.3", Compute1, ["web"]);
            cloud.AddInstance(state, "vm2", "internal", "192.168.50.4", Compute2, ["app"]);
            cloud.AddInstance(state, "vm3", "backend", "192.168.60.3", Compute2, ["db"]);
            cloud.AddFloatingIp(state, "203.0.113.101", "external", "r1", "vm1");
        });
        return cloud;
    }

    /// <summary>The same on chassis of OVN: the way out is at the network host, the metadata port on every host.</summary>
    public static async Task<WalkCloud> OfTheCourseOnOvnAsync()
    {
        var cloud = await OfTheCourseAsync();
        await cloud.WriteAsync(state =>
        {
            foreach (var node in state.In(NodeTable.Table).All.ToList())
            {
                state.Update(NodeTable.Table, node with
                {
                    Mechanism = "ovn", Chassis = node.Id, TunnelTypes = ["geneve"], Roles = node.Id == Network ? [NodeRole.Gateway] : [],
                });
            }
            var dhcp = state.In(PortTable.Table).Find(cloud.Id("dhcp internal"))!; // The course has it.
            state.Update(PortTable.Table, dhcp with { DeviceOwner = DeviceOwners.Distributed, DeviceId = OvnNames.MetadataDevice + cloud.Id("internal") });
        });
        return cloud;
    }

    public async ValueTask DisposeAsync() => await Store.DisposeAsync();

    public PacketWalk Walk(string from, string to, Traffic? traffic = null) =>
        new Walker(Store.Current, _ => true).Walk(new WalkRequest(from, to, traffic ?? Traffic.Ping)).Unwrap();

    public Result<PacketWalk> TryWalk(string from, string to) => new Walker(Store.Current, _ => true).Walk(new WalkRequest(from, to, Traffic.Ping));

    public async Task WriteAsync(Action<Transaction> write) => (await Store.WriteAsync(new WriteContext("test", "test"), Result<Done> (state) =>
    {
        write(state);
        return Done.Ok;
    })).Unwrap();

    public Task ChangeAsync(string port, Func<Port, Port> change) =>
        WriteAsync(state => state.Update(PortTable.Table, change(state.In(PortTable.Table).Find(Id(port))!)));

    /// <summary>An id that says what it is of, and is the same in every run.</summary>
    public string Id(string name)
    {
        if (!_ids.TryGetValue(name, out var number))
            _ids.Add(name, number = _ids.Count + 1);
        return $"{number:x8}-{number:x4}-4000-8000-{number:x12}";
    }

    public void AddHost(Transaction state, string name, string tunnel, string firewall) => state.Insert(NodeTable.Table, new Node
    {
        Id = name,
        Mechanism = "openvswitch",
        TunnelAddress = IpAddress.Parse(tunnel),
        TunnelTypes = ["vxlan"],
        BridgeMappings = [new BridgeMapping("physnet1", "br-ex")],
        Firewall = firewall,
        DatapathType = "netdev",
        Roles = name == Network ? [NodeRole.L3, NodeRole.Dhcp] : [],
        IsAttached = true,
    });

    public void AddNetwork(Transaction state, string name, string block, string type, long? number)
    {
        var isExternal = type is "flat";
        state.Insert(NetworkTable.Table, new VirtualNetwork { Id = Id(name), Name = name, ProjectId = "p", Mtu = isExternal ? 1500 : 1450, IsExternal = isExternal });
        state.Insert(SegmentTable.Table, new Segment
        {
            Id = Id($"segment {name}"),
            NetworkId = Id(name),
            NetworkType = type,
            PhysicalNetwork = type is "flat" or "vlan" ? "physnet1" : null,
            SegmentationId = number,
        });
        state.Insert(SubnetTable.Table, new Subnet
        {
            Id = Id($"subnet {name}"),
            Name = $"{name}-subnet",
            ProjectId = "p",
            NetworkId = Id(name),
            IpVersion = 4,
            Cidr = IpPrefix.Parse($"{block}.0/24"),
            GatewayIp = IpAddress.Parse($"{block}.1"),
            EnableDhcp = !isExternal,
            AllocationPools = [new AllocationPool(IpAddress.Parse($"{block}.2"), IpAddress.Parse($"{block}.254"))],
        });
    }

    public void AddDhcp(Transaction state, string network, string address) => state.Insert(PortTable.Table, NewPort(
        $"dhcp {network}", network, address, Network) with { Name = "", DeviceOwner = DeviceOwners.Dhcp, DeviceId = "dhcp", PortSecurityEnabled = false });

    public void AddRouter(Transaction state, string name, string? external, string gateway, params (string Network, string Address)[] interfaces)
    {
        string? gatewayPort = null;
        if (external is not null)
        {
            gatewayPort = Id($"gateway {name}");
            state.Insert(PortTable.Table, NewPort($"gateway {name}", external, gateway, Network) with
            {
                Name = "", DeviceOwner = DeviceOwners.RouterGateway, DeviceId = Id(name), PortSecurityEnabled = false,
            });
        }
        foreach (var (network, address) in interfaces)
        {
            state.Insert(PortTable.Table, NewPort($"{name} {network}", network, address, Network) with
            {
                Name = "", DeviceOwner = DeviceOwners.RouterInterface, DeviceId = Id(name), PortSecurityEnabled = false,
            });
        }
        state.Insert(RouterTable.Table, new Router
        {
            Id = Id(name),
            Name = name,
            ProjectId = "p",
            Host = Network,
            GatewayNetworkId = external is null ? null : Id(external),
            GatewayPortId = gatewayPort,
        });
    }

    /// <summary>One more gateway of a router.</summary>
    public void AddGateway(Transaction state, string router, string external, string address)
    {
        state.Insert(PortTable.Table, NewPort($"gateway {router} {address}", external, address, Network) with
        {
            Name = "", DeviceOwner = DeviceOwners.RouterGateway, DeviceId = Id(router), PortSecurityEnabled = false,
        });
        var own = state.In(RouterTable.Table).Find(Id(router))!; // It was written.
        state.Update(RouterTable.Table, own with { MoreGateways = [.. own.MoreGateways, new RouterGatewayPort(Id(external), Id($"gateway {router} {address}"))] });
    }

    /// <summary>Gives a host Linux bridges in the place of Open vSwitch.</summary>
    public static void MakeBridged(Transaction state, string host)
    {
        var node = state.In(NodeTable.Table).Find(host)!; // It was written.
        state.Update(NodeTable.Table, node with { Mechanism = "linuxbridge", BridgeMappings = [new BridgeMapping("physnet1", "eth1")], Firewall = "nftables" });
    }

    public void AddGroup(Transaction state, string name, params (string Direction, string? Protocol, int? Port, string? Remote)[] rules)
    {
        state.Insert(SecurityGroupTable.Table, new SecurityGroup { Id = Id(name), Name = name, ProjectId = "p" });
        for (var index = 0; index < rules.Length; index++)
        {
            var (direction, protocol, port, remote) = rules[index];
            state.Insert(SecurityGroupRuleTable.Table, new SecurityGroupRule
            {
                Id = Id($"rule {name} {index}"),
                ProjectId = "p",
                SecurityGroupId = Id(name),
                Direction = direction == "egress" ? Naru.Network.SecurityGroups.RuleDirection.Egress : Naru.Network.SecurityGroups.RuleDirection.Ingress,
                Protocol = protocol,
                PortRangeMin = port,
                PortRangeMax = port,
                RemoteGroupId = remote is null ? null : Id(remote),
            });
        }
    }

    public void AddInstance(Transaction state, string name, string network, string address, string host, string[] groups) =>
        state.Insert(PortTable.Table, NewPort(name, network, address, host) with
        {
            DeviceOwner = "compute:nova",
            DeviceId = Id($"instance {name}"),
            SecurityGroupIds = [.. groups.Select(Id)],
        });

    public void AddFloatingIp(Transaction state, string address, string external, string router, string port)
    {
        state.Insert(PortTable.Table, NewPort($"port {address}", external, address, "") with
        {
            Name = "", DeviceOwner = DeviceOwners.FloatingIp, DeviceId = Id(address), Binding = PortBinding.Unbound, PortSecurityEnabled = false,
        });
        state.Insert(FloatingIpTable.Table, new FloatingIp
        {
            Id = Id(address),
            ProjectId = "p",
            FloatingNetworkId = Id(external),
            FloatingAddress = IpAddress.Parse(address),
            FloatingPortId = Id($"port {address}"),
            RouterId = Id(router),
            PortId = Id(port),
            FixedAddress = state.In(PortTable.Table).Find(Id(port))!.FixedIps[0].Address,
        });
    }

    private Port NewPort(string name, string network, string address, string host) => new()
    {
        Id = Id(name),
        Name = name,
        ProjectId = "p",
        NetworkId = Id(network),
        // Addresses of one network have MACs of their own.
        MacAddress = MacAddress.FromValue(0xfa16_3e00_0000 | ((ulong)IpAddress.Parse(address).Value & 0xff_ffff)),
        FixedIps = [new FixedIp(Id($"subnet {network}"), IpAddress.Parse(address))],
        Status = PortStatus.Active,
        Binding = new PortBinding
        {
            Host = host,
            Driver = "openvswitch",
            VifType = "ovs",
            SegmentId = Id($"segment {network}"),
            Details = new VifDetails { OvsHybridPlug = host == Compute1 },
        },
    };
}
