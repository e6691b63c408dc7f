using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Naru.Agent.Firewall;
using Naru.Agent.LinuxBridge;
using Naru.Agent.Reconciling;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Specs;

/// <summary>Bridges of networks in a host's kernel: what is made, who joins, what is removed, and what becomes of the host's own addresses.</summary>
[Collection("sv-host")]
public sealed class BridgeHostSpecs
{
    private const string Bridge = "brqaaaaaaaa-00";
    private const string Tap = "tapdddd0001-00";

    private static readonly AgentConfiguration Configuration = new()
    {
        Mechanism = AgentConfiguration.LinuxBridge,
        LocalAddress = IpAddress.Parse("172.29.0.10"),
        InterfaceMappings = ImmutableSortedDictionary<string, string>.Empty.Add("physnet1", "card"),
    };

    [ClientFact]
    public async Task A_guarded_port_joins_the_bridge_of_its_network_and_other_hosts_are_known()
    {
        using var host = new ServiceHost();
        host.AddMachine(Tap, Cloud.Internal, "fa:16:3e:00:00:05", "192.168.50.5/24", isPlugged: false);
        await using var firewall = new BridgeFirewall<LinuxBridgePort>(host.Home, Cloud.Host, new LinuxBridgeForm(), NullLogger.Instance);
        await using var reconciler = Reconciler(host, firewall);
        var view = View(new Segment(SegmentType.Vxlan, null, 5), "fa:16:3e:00:00:06");

        // First the bridge, then the rules that name it, then the port.
        await RoundAsync(view, firewall, reconciler);
        Assert.DoesNotContain(Bridge, Host("-o", "link", "show", Tap), StringComparison.Ordinal);
        await RoundAsync(view, firewall, reconciler);
        Assert.Contains($"master {Bridge}", Host("-o", "link", "show", Tap), StringComparison.Ordinal);
        Assert.Contains($"master {Bridge}", Host("-o", "link", "show", "vxlan-5"), StringComparison.Ordinal);
        Assert.Equal(Condition.Active, reconciler.Observe(view, [firewall]).Single(seen => seen.Id == Cloud.Vm1).Condition);

        var known = Fdb();
        Assert.Contains("fa:16:3e:00:00:06 dev vxlan-5 dst 172.29.0.11 self permanent", known, StringComparison.Ordinal);
        Assert.Contains($"fa:16:3e:00:00:06 dev vxlan-5 master {Bridge} static", known, StringComparison.Ordinal);
        Assert.Contains("00:00:00:00:00:00 dev vxlan-5 dst 172.29.0.11 self permanent", known, StringComparison.Ordinal);
        Assert.Contains("192.168.50.6 lladdr fa:16:3e:00:00:06 PERMANENT", Host("neigh", "show", "dev", Bridge), StringComparison.Ordinal);

        // What somebody removes comes back; what is not wanted any more goes.
        ServiceHost.Exec(Cloud.Host, "bridge", "fdb", "del", "fa:16:3e:00:00:06", "dev", "vxlan-5", "self");
        await RoundAsync(view, firewall, reconciler);
        Assert.Contains("fa:16:3e:00:00:06 dev vxlan-5 dst 172.29.0.11 self permanent", Fdb(), StringComparison.Ordinal);
        await RoundAsync(View(new Segment(SegmentType.Vxlan, null, 5), "fa:16:3e:00:00:07"), firewall, reconciler);
        Assert.DoesNotContain("fa:16:3e:00:00:06", Fdb(), StringComparison.Ordinal);
        await RoundAsync(NodeView.Empty, firewall, reconciler);
        Assert.DoesNotContain("brq", Host("-o", "link"), StringComparison.Ordinal);
        Assert.DoesNotContain("vxlan", Host("-o", "link"), StringComparison.Ordinal);
        Assert.Contains(Tap, Host("-o", "link"), StringComparison.Ordinal);
    }

    [ClientFact]
    public async Task The_addresses_and_routes_of_a_card_move_to_its_bridge_and_back()
    {
        using var host = new ServiceHost();
        Host("link", "add", "card", "type", "veth", "peer", "name", "far");
        Host("link", "set", "far", "up");
        Host("link", "set", "card", "up");
        Host("address", "add", "203.0.113.7/24", "dev", "card");
        Host("route", "add", "default", "via", "203.0.113.1");
        await using var firewall = new BridgeFirewall<LinuxBridgePort>(host.Home, Cloud.Host, new LinuxBridgeForm(), NullLogger.Instance);
        await using var reconciler = Reconciler(host, firewall);

        await RoundAsync(View(new Segment(SegmentType.Flat, "physnet1", 0), "fa:16:3e:00:00:06"), firewall, reconciler);
        Assert.Contains($"master {Bridge}", Host("-o", "link", "show", "card"), StringComparison.Ordinal);
        Assert.Contains("203.0.113.7/24", Host("address", "show", "dev", Bridge), StringComparison.Ordinal);
        Assert.Contains($"default via 203.0.113.1 dev {Bridge}", Host("route"), StringComparison.Ordinal);

        await RoundAsync(NodeView.Empty, firewall, reconciler);
        Assert.Contains("203.0.113.7/24", Host("address", "show", "dev", "card"), StringComparison.Ordinal);
        Assert.Contains("default via 203.0.113.1 dev card", Host("route"), StringComparison.Ordinal);
    }

    [ClientFact]
    public async Task A_vlan_that_the_kernel_cannot_carry_is_said_of_its_ports()
    {
        using var host = new ServiceHost();
        await using var firewall = new BridgeFirewall<LinuxBridgePort>(host.Home, Cloud.Host, new LinuxBridgeForm(), NullLogger.Instance);
        await using var reconciler = Reconciler(host, firewall, noVlans: "the kernel makes no VLAN devices");
        var view = View(new Segment(SegmentType.Vlan, "physnet1", 101), "fa:16:3e:00:00:06");
        await RoundAsync(view, firewall, reconciler);
        var seen = reconciler.Observe(view, [firewall]).Single(seen => seen.Id == Cloud.Vm1);
        Assert.Equal((Condition.Error, "VLAN 101 cannot be carried: the kernel makes no VLAN devices."), (seen.Condition, seen.Detail));
    }

    private static BridgeReconciler Reconciler(ServiceHost host, IPortGate firewall, string? noVlans = null) =>
        new(host.Home, Cloud.Host, Configuration, noVlans, [firewall], new WakeUp(), NullLogger<BridgeReconciler>.Instance);

    private static async Task RoundAsync(NodeView view, BridgeFirewall<LinuxBridgePort> firewall, BridgeReconciler reconciler)
    {
        firewall.Plug(view);
        (await reconciler.ReconcileAsync(view, [], verify: true, CancellationToken.None)).Unwrap();
    }

    /// <summary>The network with vm1 here and vm2 on another host.</summary>
    private static NodeView View(Segment segment, string remoteMac)
    {
        var course = Cloud.View();
        var network = course.Networks.Find(Cloud.Internal)! with { Segment = segment }; // Both are in the view.
        var (vm1, vm2) = (course.Ports.Find(Cloud.Vm1)!, course.Ports.Find(Cloud.Vm2)!);
        return NodeView.Empty with
        {
            Networks = NodeTable<NodeNetwork>.Of([network]),
            Ports = NodeTable<NodePort>.Of([vm1, vm2 with { Host = "other", Mac = MacAddress.Parse(remoteMac) }]),
            Peers = NodeTable<NodePeer>.Of([new NodePeer("other", IpAddress.Parse("172.29.0.11"))]),
        };
    }

    private static string Fdb() => ServiceHost.Exec(Cloud.Host, "bridge", "fdb", "show");

    private static string Host(params string[] arguments) => ServiceHost.Run("ip", ["-n", Cloud.Host, .. arguments]);
}
