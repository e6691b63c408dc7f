using Microsoft.Extensions.Logging.Abstractions;
using Naru.Agent.Dhcp;
using Naru.Agent.Metadata;
using Naru.Agent.Namespaces;
using Naru.Agent.Routing;
using Naru.NodeContract;
using Naru.Protocols.Netlink.Conntrack;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Specs;

/// <summary>Routers and DHCP with real packets between namespaces.</summary>
[Collection("sv-host")]
public sealed class RouterHostSpecs
{
    private const string RouterSpace = "qrouter-" + Cloud.Router;
    private const string DhcpSpace = "qdhcp-" + Cloud.Internal;
    private const string QgDevice = "qg-cccc0001-00";

    [ClientFact]
    public async Task A_router_translates_and_routes_and_is_repaired()
    {
        using var host = new ServiceHost();
        await using var metadata = new MetadataService("openstacklocal", "nova", nova: null, facts: null, NullLoggerFactory.Instance);
        await using var routing = new RoutingService(
            host.Home, Cloud.Host, new CableStyle(FinishChecksums: false), metadata.Listeners, TimeProvider.System, NullLogger<RoutingService>.Instance);
        var vm1 = host.AddMachine("vm1", Cloud.Internal, "fa:16:3e:00:00:05", "192.168.50.5/24", "192.168.50.1");
        var vm2 = host.AddMachine("vm2", Cloud.Internal, "fa:16:3e:00:00:06", "192.168.50.6/24", "192.168.50.1");
        var vm3 = host.AddMachine("vm3", Cloud.Backend, "fa:16:3e:00:00:07", "192.168.60.7/24", "192.168.60.1");
        var outside = host.AddMachine("out", Cloud.External, "fa:16:3e:00:00:08", "203.0.113.1/24");
        var view = Cloud.View(Cloud.R1);
        await host.RoundAsync(view, routing, metadata);
        Assert.All(routing.Observe(view), observation => Assert.Equal(Condition.Active, observation.Condition));

        // Between networks without translation, outwards as the gateway or the floating IP, inwards by the floating IP only.
        Assert.True(ServiceHost.PingsSoon(vm2, "192.168.60.7"));
        Assert.True(ServiceHost.PingsSoon(vm3, "203.0.113.1"));
        Assert.True(ServiceHost.PingsSoon(vm1, "203.0.113.1"));
        Assert.True(ServiceHost.PingsSoon(outside, "203.0.113.20"));
        Assert.True(ServiceHost.PingsSoon(vm2, "203.0.113.20"));
        Assert.True(ServiceHost.PingsSoon(vm1, "203.0.113.20"));
        Assert.Equal(
            ["192.168.50.5>203.0.113.1 as 203.0.113.20", "192.168.60.7>203.0.113.1 as 203.0.113.10"],
            Tracked().Where(connection => connection.Original.Destination.ToString() == "203.0.113.1")
                .Select(connection => $"{connection.Original.Source}>{connection.Original.Destination} as {connection.Reply.Destination}").Distinct().Order());

        Assert.Equal("99990001-0000-4000-8000-000000000001", ServiceHost.Exec(vm1, "busybox", "wget", "-qO-", "http://169.254.169.254/latest/meta-data/instance-id"));
        Assert.Equal("203.0.113.20", ServiceHost.Exec(vm1, "busybox", "wget", "-qO-", "http://169.254.169.254/latest/meta-data/public-ipv4"));
        Assert.Throws<InvalidOperationException>(() => ServiceHost.Exec(vm1, "busybox", "wget", "-T", "1", "-qO-", "http://192.168.50.1:9697/latest/meta-data/instance-id"));

        // Nothing to do any more: nothing is done.
        var addresses = ServiceHost.Run("ip", "-n", RouterSpace, "-o", "address");
        await host.RoundAsync(view, routing, metadata);
        Assert.Equal(addresses, ServiceHost.Run("ip", "-n", RouterSpace, "-o", "address"));

        // The floating IP is gone: its connections too, at once.
        Assert.Contains(Tracked(), connection => connection.Original.Destination.ToString() == "203.0.113.20");
        view = Cloud.View(Cloud.R1 with { FloatingIps = [] });
        await host.RoundAsync(view, routing, metadata);
        Assert.DoesNotContain(Tracked(), connection => connection.Original.Destination.ToString() == "203.0.113.20");
        Assert.False(ServiceHost.Pings(outside, "203.0.113.20"));
        Assert.True(ServiceHost.Pings(vm1, "203.0.113.1"));

        // Whatever is taken away comes back.
        view = Cloud.View(Cloud.R1);
        await host.RoundAsync(view, routing, metadata);
        Assert.True(ServiceHost.PingsSoon(outside, "203.0.113.20"));
        ServiceHost.Exec(RouterSpace, "nft", "delete", "table", "ip", "naru");
        ServiceHost.Run("ip", "-n", RouterSpace, "address", "del", "203.0.113.20/32", "dev", QgDevice);
        ServiceHost.Run("ip", "-n", RouterSpace, "route", "del", "default");
        ServiceHost.Exec(RouterSpace, "busybox", "sysctl", "-w", "net.ipv4.ip_forward=0");
        await host.RoundAsync(view, routing, metadata);
        Assert.True(ServiceHost.PingsSoon(outside, "203.0.113.20"));
        ServiceHost.Exec(RouterSpace, "nft", "flush", "chain", "ip", "naru", "prerouting");
        await host.RoundAsync(view, routing, metadata);
        Assert.True(ServiceHost.PingsSoon(outside, "203.0.113.20"));
        ServiceHost.Run("ip", "netns", "delete", RouterSpace);
        await host.RoundAsync(view, routing, metadata);
        Assert.True(ServiceHost.PingsSoon(outside, "203.0.113.20"));
        Assert.StartsWith("9999", ServiceHost.Exec(vm1, "busybox", "wget", "-qO-", "http://169.254.169.254/latest/meta-data/instance-id"), StringComparison.Ordinal);

        // A router that is down passes nothing; one that is gone leaves nothing.
        view = Cloud.View(Cloud.R1 with { AdminStateUp = false });
        await host.RoundAsync(view, routing, metadata);
        Assert.False(ServiceHost.Pings(vm2, "192.168.60.7"));
        await host.RoundAsync(Cloud.View(), routing, metadata);
        Assert.False(NetworkNamespace.Exists(RouterSpace));
        Assert.DoesNotContain("qr-", ServiceHost.Run("ip", "-n", Cloud.Host, "link"), StringComparison.Ordinal);
    }

    [ClientFact]
    public async Task A_network_has_its_leases_names_and_metadata_and_they_come_back()
    {
        using var host = new ServiceHost();
        await using var metadata = new MetadataService("openstacklocal", "nova", nova: null, facts: null, NullLoggerFactory.Instance);
        await using var dhcp = new DhcpService(
            host.Home, Cloud.Host, new CableStyle(FinishChecksums: false), "openstacklocal", metadata.Listeners, NullLogger<DhcpService>.Instance);
        var vm1 = host.AddMachine("vm1", Cloud.Internal, "fa:16:3e:00:00:05");
        // Without the router's port the network is an isolated one.
        var view = Cloud.View();
        view = view with { Ports = NodeTable<NodePort>.Of(view.Ports.Where(port => port.Id != Cloud.InternalInterface)) };
        foreach (var disturb in new Action[] { () => { }, () => ServiceHost.Run("ip", "netns", "delete", DhcpSpace) })
        {
            disturb();
            await host.RoundAsync(view, dhcp, metadata);
            Assert.Equal([Cloud.Vm1, Cloud.Vm2], dhcp.Observe(view).Select(observation => observation.Id).Order());
            Assert.Contains("192.168.50.5", ServiceHost.Exec(vm1, "busybox", "udhcpc", "-i", "eth0", "-s", "/bin/true", "-n", "-q", "-f", "-t", "10", "-T", "1"), StringComparison.Ordinal);
            ServiceHost.Run("ip", "-n", vm1, "address", "replace", "192.168.50.5/24", "dev", "eth0");
            ServiceHost.Run("ip", "-n", vm1, "route", "replace", "169.254.169.254", "via", "192.168.50.2");
            Assert.Contains("192.168.50.6", ServiceHost.Exec(vm1, "busybox", "nslookup", "-type=a", "host-192-168-50-6.openstacklocal", "192.168.50.2"), StringComparison.Ordinal);
            Assert.Equal("99990001-0000-4000-8000-000000000001", ServiceHost.Exec(vm1, "busybox", "wget", "-qO-", "http://169.254.169.254/latest/meta-data/instance-id"));
        }
        await host.RoundAsync(NodeView.Empty, dhcp, metadata);
        Assert.False(NetworkNamespace.Exists(DhcpSpace));
    }

    private static IEnumerable<Connection> Tracked()
    {
        using var space = NetworkNamespace.Open(RouterSpace).Unwrap();
        using var connections = ConntrackSocket.Open(space).Unwrap();
        return connections.List(default).Unwrap();
    }
}
