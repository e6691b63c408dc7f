using Microsoft.Extensions.Logging.Abstractions;
using Naru.Agent.Firewall;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Specs;

/// <summary>The hybrid firewall with real packets: vm1 behind its Linux bridge, vm2 and vm4 on the other side of it.</summary>
[Collection("sv-host")]
public sealed class HybridHostSpecs
{
    private const string Tap = "tapdddd0001-00";
    private const string Bridge = "qbrdddd0001-00";
    private const string Uplink = "qvbdddd0001-00";

    private static readonly NodeSecurityGroupRule Ping = Cloud.Rule(RuleDirection.Ingress, protocol: 1, group: Cloud.Clients);

    private static readonly NodeSecurityGroup Web = new(Cloud.Web, "web", Stateful: true, [Cloud.Rule(RuleDirection.Egress), Ping], []);

    [ClientFact]
    public async Task Security_groups_judge_what_crosses_the_bridge_of_a_port()
    {
        using var host = new ServiceHost();
        var vm1 = host.AddMachine(Tap, Cloud.Internal, "fa:16:3e:00:00:05", "192.168.50.5/24", isPlugged: false);
        var vm2 = host.AddMachine("vm2", Cloud.Internal, "fa:16:3e:00:00:06", "192.168.50.6/24");
        var vm4 = host.AddMachine("vm4", Cloud.Internal, "fa:16:3e:00:00:09", "192.168.50.9/24");
        Host("link", "add", Bridge, "type", "bridge");
        Host("link", "add", Uplink, "type", "veth", "peer", "name", "qvodddd0001-00");
        foreach (var device in new[] { Bridge, Uplink, "qvodddd0001-00" })
            Host("link", "set", device, "up");
        host.Join("qvodddd0001-00", Cloud.Internal);
        await using var firewall = new BridgeFirewall<HybridPort>(host.Home, Cloud.Host, new HybridForm(), NullLogger.Instance);

        // Plugged, but not known yet: nothing passes, and the port is not called active.
        await host.RoundAsync(View(), firewall);
        Assert.NotNull(firewall.Refusal(Cloud.Vm1));
        Host("link", "set", Tap, "master", Bridge);
        Host("link", "set", Uplink, "master", Bridge);
        Assert.False(ServiceHost.Pings(vm1, "192.168.50.6"));

        await host.RoundAsync(View([Web, Clients("192.168.50.6")]), firewall);
        Assert.Null(firewall.Refusal(Cloud.Vm1));
        Assert.True(ServiceHost.PingsSoon(vm1, "192.168.50.9"));
        Assert.True(ServiceHost.PingsSoon(vm2, "192.168.50.5"));
        Assert.False(ServiceHost.Pings(vm4, "192.168.50.5"));

        // A member comes, another goes, with its connections.
        await host.RoundAsync(View([Web, Clients("192.168.50.9")]), firewall);
        Assert.True(ServiceHost.PingsSoon(vm4, "192.168.50.5"));
        Assert.False(ServiceHost.Pings(vm2, "192.168.50.5"));

        // Nobody else's addresses.
        ServiceHost.Run("ip", "-n", vm1, "address", "add", "192.168.50.77/24", "dev", "eth0");
        Assert.Throws<InvalidOperationException>(() => ServiceHost.Exec(vm1, "busybox", "ping", "-c", "1", "-W", "1", "-I", "192.168.50.77", "192.168.50.9"));
        ServiceHost.Run("ip", "-n", vm1, "link", "set", "eth0", "address", "fa:16:3e:00:00:66");
        Assert.False(ServiceHost.Pings(vm1, "192.168.50.9"));
        ServiceHost.Run("ip", "-n", vm1, "link", "set", "eth0", "address", "fa:16:3e:00:00:05");
        Assert.True(ServiceHost.PingsSoon(vm1, "192.168.50.9"));

        // A table that is taken away comes back; without port security all passes.
        ServiceHost.Exec(Cloud.Host, "nft", "delete", "table", "inet", "naru-firewall");
        await host.RoundAsync(View([Web, Clients("192.168.50.9")]), firewall);
        Assert.False(ServiceHost.Pings(vm2, "192.168.50.5"));
        await host.RoundAsync(View([Web, Clients()], isSecured: false), firewall);
        Assert.True(ServiceHost.PingsSoon(vm2, "192.168.50.5"));
        await host.RoundAsync(View([Web with { Stateful = false }, Clients("192.168.50.6")]), firewall);
        Assert.True(ServiceHost.PingsSoon(vm2, "192.168.50.5"));
        Assert.False(ServiceHost.Pings(vm1, "192.168.50.9"));
    }

    private static NodeSecurityGroup Clients(params string[] members) => new(
        Cloud.Clients, "clients", Stateful: true, [], [.. members.Select(member => IpPrefix.OfHost(IpAddress.Parse(member)))]);

    private static NodeView View(NodeSecurityGroup[]? groups = null, bool isSecured = true)
    {
        var vm1 = Cloud.View().Ports.Find(Cloud.Vm1)!; // It is in the view.
        return Cloud.View(null, vm1 with { HybridPlug = true, SecurityGroupIds = [Cloud.Web], PortSecurityEnabled = isSecured }) with
        {
            SecurityGroups = NodeTable<NodeSecurityGroup>.Of(groups ?? []),
        };
    }

    private static void Host(params string[] arguments) => ServiceHost.Run("ip", ["-n", Cloud.Host, .. arguments]);
}
