using Microsoft.Extensions.DependencyInjection;
using Naru.Network;
using Naru.Network.Networks;
using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.SecurityGroups;
using Naru.Network.Segments;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Servers;
using Naru.State;

namespace Naru.SharedFileSystems.Specs;

/// <summary>The ports of share servers in the Networking API.</summary>
public sealed class ServerPortSpecs : IAsyncLifetime
{
    private const string Project = "p1";
    private const string Host = "storage";
    private static readonly WriteContext Context = new("spec", "spec");
    private static readonly ShareServer Server = new() { Id = "51111111-0000-4000-8000-000000000001", ProjectId = Project, ShareNetworkId = "sn", Host = "h", Status = ShareServer.Creating };

    private readonly ServiceProvider _services;
    private readonly IServerPorts _ports;
    private Store _store = null!;

    public ServerPortSpecs()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddNetwork(new NetworkOptions());
        services.AddServerPorts(Host);
        _services = services.BuildServiceProvider();
        _ports = _services.GetRequiredService<IServerPorts>();
    }

    public async Task InitializeAsync()
    {
        _store = await Store.OpenAsync(new Schema([.. NetworkTables.All, .. ShareTables.All]), new MemoryJournal(), TimeProvider.System);
        await WriteAsync(state =>
        {
            state.Insert(NodeTable.Table, new Node
            {
                Id = Host, Mechanism = "openvswitch", Firewall = "openflow", TunnelAddress = IpAddress.Parse("10.0.0.2"), TunnelTypes = ["vxlan"], IsAttached = true, DatapathType = "system",
            });
            foreach (var (id, project) in (ReadOnlySpan<(string, string)>)[("own", Project), ("theirs", "p2")])
            {
                state.Insert(NetworkTable.Table, new VirtualNetwork { Id = id, ProjectId = project, Mtu = 1450 });
                state.Insert(SegmentTable.Table, new Segment { Id = $"segment-{id}", NetworkId = id, NetworkType = "vxlan", SegmentationId = id == "own" ? 7 : 8 });
                state.Insert(SubnetTable.Table, new Subnet
                {
                    Id = $"subnet-{id}", ProjectId = project, NetworkId = id, IpVersion = 4, Cidr = IpPrefix.Parse("192.168.50.0/24"), GatewayIp = IpAddress.Parse("192.168.50.1"),
                    AllocationPools = [new AllocationPool(IpAddress.Parse("192.168.50.2"), IpAddress.Parse("192.168.50.254"))],
                });
            }
            return Done.Ok;
        });
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task A_port_is_the_projects_on_the_host_of_shares_and_lets_clients_of_NFS_in()
    {
        var plugged = await PlugAsync("own", "subnet-own");
        Assert.Equal(("vxlan", 7L, "192.168.50.0/24", "192.168.50.1", 1450), (plugged.NetworkType, plugged.SegmentationId, plugged.Cidr, plugged.Gateway, plugged.Mtu));
        var port = PortOf(plugged);
        Assert.Equal((Project, Host, "manila:share", Server.Id, true), (port.ProjectId, port.Binding.Host, port.DeviceOwner, port.DeviceId, port.Binding.IsBound));
        Assert.Equal(plugged.Address, Assert.Single(port.FixedIps).Address.ToString());
        var group = Assert.Single(port.SecurityGroupIds);
        Assert.Equal(["icmp ", "tcp 2049"], SecurityGroupRuleTable.ByGroup.Of(_store.Current, group).Where(rule => rule.Direction == RuleDirection.Ingress).Select(rule => $"{rule.Protocol} {rule.PortRangeMin}").Order());
        // The second one has the same group.
        Assert.Equal(port.SecurityGroupIds, PortOf(await PlugAsync("own", "subnet-own")).SecurityGroupIds);
        Assert.Contains("not wired", _ports.Lack(_store.Current, Server with { Ports = [new ServerPort("s", port.Id, plugged.Address)] }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("theirs", "subnet-theirs")]
    [InlineData("own", "subnet-theirs")]
    [InlineData("nowhere", "subnet-nowhere")]
    public async Task A_network_of_another_project_is_not_there_and_nothing_is_made(string network, string subnet)
    {
        var refused = await _store.WriteAsync(Context, state => _ports.Plug(state, Server, SubnetOf(network, subnet)));
        Assert.False(refused.Succeeded);
        Assert.Empty(_store.Current.In(PortTable.Table).All);
        Assert.Empty(SecurityGroupTable.ByProject.Of(_store.Current, Project));
    }

    [Fact]
    public async Task While_its_server_is_there_nobody_removes_a_port_and_afterwards_all_of_it_goes()
    {
        var port = PortOf(await PlugAsync("own", "subnet-own"));
        await WriteAsync(state =>
        {
            state.Insert(ShareTables.Servers, Server);
            return Done.Ok;
        });
        var rules = _services.GetRequiredService<PortRules>();
        Assert.Equal(ErrorKind.Conflict, (await _store.WriteAsync(Context, state => rules.Deleting(state, new Caller { UserId = "u", ProjectId = Project, Roles = ["member"] }, port))).Error?.Kind);
        await WriteAsync(state =>
        {
            state.Delete(ShareTables.Servers, Server.Id);
            _ports.Unplug(state, Server.Id);
            return Done.Ok;
        });
        Assert.DoesNotContain(_store.Current.In(PortTable.Table).All, one => one.DeviceId == Server.Id);
        Assert.DoesNotContain(SecurityGroupTable.ByProject.Of(_store.Current, Project), group => !group.IsDefault);
    }

    private Port PortOf(PluggedPort plugged) => _store.Current.In(PortTable.Table).Find(plugged.PortId)!; // It was just made.

    private static ShareNetworkSubnet SubnetOf(string network, string subnet) => new() { Id = "s", NetworkId = network, SubnetId = subnet };

    private async Task<PluggedPort> PlugAsync(string network, string subnet) => (await _store.WriteAsync(Context, state => _ports.Plug(state, Server, SubnetOf(network, subnet)))).Unwrap();

    private async Task WriteAsync(Func<Transaction, Result<Done>> write) => (await _store.WriteAsync(Context, write)).Unwrap();
}
