using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Naru.Agent.Metadata;
using Naru.Agent.Namespaces;
using Naru.Agent.Reconciling;
using Naru.Agent.Routing;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Conntrack;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Specs;

/// <summary>What routers do beside routing, with real packets between namespaces.</summary>
[Collection("sv-host")]
public sealed class RouterOptionsHostSpecs : IAsyncLifetime
{
    private const string RouterSpace = "qrouter-" + Cloud.Router;
    private const string Label = "12345678-0000-4000-8000-000000000001";

    private readonly ServiceHost _host = new();
    private readonly MetadataService _metadata = new("openstacklocal", "nova", nova: null, facts: null, NullLoggerFactory.Instance);
    private readonly StillTime _time = new();
    private readonly List<IDisposable> _sockets = [];
    private RoutingService _routing = null!; // set before each test by InitializeAsync
    private string _vm1 = "", _vm2 = "", _vm3 = "", _outside = "";

    public Task InitializeAsync()
    {
        _routing = new RoutingService(
            _host.Home, Cloud.Host, new CableStyle(FinishChecksums: false), _metadata.Listeners, _time, NullLogger<RoutingService>.Instance);
        _vm1 = _host.AddMachine("vm1", Cloud.Internal, "fa:16:3e:00:00:05", "192.168.50.5/24", "192.168.50.1");
        _vm2 = _host.AddMachine("vm2", Cloud.Internal, "fa:16:3e:00:00:06", "192.168.50.6/24", "192.168.50.1");
        _vm3 = _host.AddMachine("vm3", Cloud.Backend, "fa:16:3e:00:00:07", "192.168.60.7/24", "192.168.60.1");
        _outside = _host.AddMachine("out", Cloud.External, "fa:16:3e:00:00:08", "203.0.113.1/24");
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        foreach (var socket in _sockets)
            socket.Dispose();
        await _routing.DisposeAsync();
        await _metadata.DisposeAsync();
        _host.Dispose();
    }

    [ClientFact]
    public async Task Forwarded_ports_are_reached_from_outside_and_from_inside_and_others_are_not()
    {
        var router = Cloud.R1 with
        {
            FloatingIps = [],
            PortForwardings =
            [
                Cloud.Forwarding("tcp", 2222, 2222, "192.168.50.5", 22, 22),
                Cloud.Forwarding("tcp", 8000, 8010, "192.168.50.6", 8000, 8010),
                Cloud.Forwarding("tcp", 7001, 7003, "192.168.60.7", 9001, 9003),
                Cloud.Forwarding("tcp", 5000, 5009, "192.168.60.7", 80, 80),
            ],
        };
        var view = Cloud.View(router);
        await RoundAsync(view);
        Assert.Contains(_routing.Observe(view), observation =>
            observation is { Kind: ObservedKind.FloatingIp, Id: "ffffffff-0002-4000-8000-000000000001", Condition: Condition.Active });
        Assert.True(ServiceHost.PingsSoon(_vm3, "203.0.113.1"));
        Serve(_vm1, 22, "vm1:22");
        Serve(_vm2, 8005, "vm2:8005");
        Serve(_vm3, 9002, "vm3:9002");
        Serve(_vm3, 80, "vm3:80");

        Assert.Equal("vm1:22", Ask(_outside, 2222));
        Assert.Equal("vm2:8005", Ask(_outside, 8005));
        Assert.Equal("vm3:9002", Ask(_outside, 7002));
        Assert.Equal("vm3:80", Ask(_outside, 5009));
        // Also from the same network, and from oneself.
        Assert.Equal("vm1:22", Ask(_vm3, 2222));
        Assert.Equal("vm1:22", Ask(_vm2, 2222));
        Assert.Equal("vm1:22", Ask(_vm1, 2222));
        Assert.Null(Ask(_outside, 22));
        Assert.Null(Ask(_outside, 7004));

        await RoundAsync(Cloud.View(router with { PortForwardings = [Cloud.Forwarding("tcp", 2222, 2222, "192.168.60.7", 80, 80)] }));
        Assert.Equal("vm3:80", Ask(_outside, 2222));
        Assert.Null(Ask(_outside, 8005));
    }

    [ClientFact]
    public async Task A_floating_ip_leads_in_by_an_interface_on_the_external_network()
    {
        var view = Cloud.View(Cloud.R1 with { GatewayPortId = null, InterfacePortIds = [.. Cloud.R1.InterfacePortIds, Cloud.R1.GatewayPortId!] });
        await RoundAsync(view);
        Assert.Contains(_routing.Observe(view), observation => observation is { Kind: ObservedKind.FloatingIp, Condition: Condition.Active });
        Assert.True(ServiceHost.PingsSoon(_outside, "203.0.113.20"));
        // Who has no floating IP goes out with the own address, for which the outside knows no way back.
        Assert.True(ServiceHost.PingsSoon(_vm1, "203.0.113.1"));
        Assert.True(ServiceHost.PingsSoon(_vm3, "203.0.113.20"));
        ServiceHost.Run("ip", "-n", _outside, "route", "add", "192.168.60.0/24", "via", "203.0.113.10");
        Assert.True(ServiceHost.PingsSoon(_vm3, "203.0.113.1"));
    }

    [ClientFact]
    public async Task A_helper_translates_what_a_protocol_says_of_addresses()
    {
        await RoundAsync(Cloud.View(Cloud.R1 with { ConntrackHelpers = [new NodeConntrackHelper("ftp", "tcp", 2121)] }));
        Assert.True(ServiceHost.PingsSoon(_vm3, "203.0.113.1"));
        Assert.Equal("PORT 203,0,113,10,4,1", Hear(2121));
        // Without it, the address inside is what the outside is told.
        await RoundAsync(Cloud.View(Cloud.R1));
        Assert.Equal("PORT 192,168,60,7,4,1", Hear(2121));
        Assert.DoesNotContain("naru-helpers", ServiceHost.Exec(RouterSpace, "nft", "list", "tables"), StringComparison.Ordinal);
    }

    [ClientFact]
    public async Task A_helper_that_the_kernel_does_not_have_is_an_error_of_the_router_that_goes_on()
    {
        var view = Cloud.View(Cloud.R1 with { ConntrackHelpers = [new NodeConntrackHelper("no-such-helper", "tcp", 21)] });
        await RoundAsync(view);
        await RoundAsync(view);
        Assert.Contains(_routing.Observe(view), observation => observation is { Kind: ObservedKind.Router, Condition: Condition.Error });
        Assert.Contains(_routing.Observe(view), observation => observation is { Kind: ObservedKind.FloatingIp, Condition: Condition.Active });
        Assert.True(ServiceHost.PingsSoon(_outside, "203.0.113.20"));
    }

    [ClientFact]
    public async Task A_label_counts_what_crosses_the_gateway_and_its_rules_name()
    {
        NodeMeteringRule[] rules =
        [
            new NodeMeteringRule(IsIngress: false, IsExcluded: false, IpPrefix.Parse("192.168.60.0/24"), null),
            new NodeMeteringRule(IsIngress: false, IsExcluded: true, null, IpPrefix.Parse("203.0.113.2/32")),
        ];
        var router = Cloud.R1 with { MeteringLabels = [new NodeMeteringLabel(Label, [.. rules])] };
        await RoundAsync(Cloud.View(router));
        ServiceHost.Run("ip", "-n", _outside, "address", "add", "203.0.113.2/24", "dev", "eth0");
        Assert.True(ServiceHost.PingsSoon(_vm1, "203.0.113.1"));
        Assert.Empty(((IMeter)_routing).Read());
        // 28 bytes of headers and 72 of content.
        ServiceHost.Exec(_vm3, "busybox", "ping", "-c", "5", "-s", "72", "-i", "0.05", "203.0.113.1");
        ServiceHost.Exec(_vm3, "busybox", "ping", "-c", "3", "-i", "0.05", "203.0.113.2");
        ServiceHost.Exec(_vm3, "busybox", "ping", "-c", "3", "-i", "0.05", "192.168.50.5");
        Assert.Empty(((IMeter)_routing).Read());
        _time.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal([new NodeMeter(Label, Cloud.Router, 5, 500)], ((IMeter)_routing).Read());

        // Another label leaves the counter as it is.
        await RoundAsync(Cloud.View(router with { MeteringLabels = [new NodeMeteringLabel(Label, [.. rules]), new NodeMeteringLabel(Cloud.Vm1, [])] }));
        _time.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal([new NodeMeter(Label, Cloud.Router, 5, 500)], ((IMeter)_routing).Read());
    }

    [ClientFact]
    public async Task An_ndp_proxy_lets_the_outside_reach_an_inner_address_and_no_other()
    {
        AddIpv6(_vm1, "2001:db8:50::5/64", "2001:db8:50::1");
        AddIpv6(_vm2, "2001:db8:50::6/64", "2001:db8:50::1");
        AddIpv6(_outside, "2001:db8:ee::1/64", null);
        // To the outside, what is inside is on its own link: that is what the proxies are there for.
        ServiceHost.Run("ip", "-n", _outside, "route", "add", "2001:db8:50::/64", "dev", "eth0");
        var router = Cloud.R1 with { EnableNdpProxy = true, NdpProxies = [IpAddress.Parse("2001:db8:50::5")] };
        await RoundAsync(WithIpv6(router));
        Assert.True(Pings6(_outside, "2001:db8:50::5"));
        Assert.False(Pings6(_outside, "2001:db8:50::6", attempts: 1));
        // Also when the outside knows the way, nobody without a proxy is reached.
        ServiceHost.Run("ip", "-n", _outside, "route", "add", "2001:db8:50::6/128", "via", "2001:db8:ee::10");
        Assert.False(Pings6(_outside, "2001:db8:50::6", attempts: 1));
        ServiceHost.Run("ip", "-n", _outside, "route", "del", "2001:db8:50::6/128");
        Assert.True(Pings6(_vm1, "2001:db8:ee::1"));

        await RoundAsync(WithIpv6(router with { NdpProxies = [IpAddress.Parse("2001:db8:50::6")] }));
        Assert.True(Pings6(_outside, "2001:db8:50::6"));
        Assert.DoesNotContain("2001:db8:50::5", ServiceHost.Run("ip", "-n", RouterSpace, "-6", "neighbour", "show", "proxy"), StringComparison.Ordinal);
        await RoundAsync(WithIpv6(Cloud.R1));
        Assert.Equal("", ServiceHost.Run("ip", "-n", RouterSpace, "-6", "neighbour", "show", "proxy"));
    }

    [ClientFact]
    public async Task What_comes_in_by_a_gateway_is_answered_by_it_and_two_can_be_used_at_once()
    {
        var second = _host.AddMachine("out2", Cloud.Second, "fa:16:3e:00:00:09", "198.18.0.1/24");
        // The same part of the world behind both: an answer by the other gateway is lost.
        foreach (var outside in new[] { _outside, second })
            ServiceHost.Run("ip", "-n", outside, "address", "add", "100.64.0.1/26", "dev", "lo");
        await RoundAsync(Cloud.View(Cloud.R1Twice));
        Assert.True(PingsSoonFrom(_outside, "100.64.0.9", "203.0.113.20"));
        Assert.True(PingsSoonFrom(second, "100.64.0.9", "198.18.0.20"));
        Assert.True(PingsSoonFrom(second, "100.64.0.9", "198.18.0.10"));
        foreach (var machine in new[] { _vm1, _vm2, _vm3 })
            Assert.True(ServiceHost.PingsSoon(machine, "100.64.0.20"));
        Assert.Equal(["192.168.50.5 as 203.0.113.20", "192.168.50.6 as 203.0.113.10", "192.168.60.7 as 198.18.0.20"], Leaving());
        // Inside and to a floating IP of the other gateway.
        Assert.True(ServiceHost.Pings(_vm3, "192.168.50.6"));
        Assert.True(ServiceHost.Pings(_vm2, "198.18.0.20"));

        await RoundAsync(Cloud.View(Cloud.R1Twice with { EnableDefaultRouteEcmp = true }));
        await RoundAsync(Cloud.View(Cloud.R1Twice with { EnableDefaultRouteEcmp = true }));
        for (var last = 21; last < 45; last++)
            Assert.True(ServiceHost.Pings(_vm2, $"100.64.0.{last}"));
        Assert.Equal(
            ["192.168.50.5 as 203.0.113.20", "192.168.50.6 as 198.18.0.10", "192.168.50.6 as 203.0.113.10", "192.168.60.7 as 198.18.0.20"], Leaving());

        await RoundAsync(Cloud.View(Cloud.R1));
        Assert.DoesNotContain("fwmark", ServiceHost.Run("ip", "-n", RouterSpace, "rule"), StringComparison.Ordinal);
        Assert.DoesNotContain("nexthop", ServiceHost.Run("ip", "-n", RouterSpace, "route"), StringComparison.Ordinal);
        Assert.True(ServiceHost.PingsSoon(_vm2, "100.64.0.50"));
    }

    private static bool PingsSoonFrom(string machine, string source, string address) => Enumerable.Range(0, 10).Any(_ =>
        ServiceHost.Succeeds("ip", "netns", "exec", machine, "busybox", "ping", "-c", "1", "-W", "1", "-I", source, address));

    /// <summary>As what the machines have left to the world.</summary>
    private static List<string> Leaving()
    {
        using var space = NetworkNamespace.Open(RouterSpace).Unwrap();
        using var connections = ConntrackSocket.Open(space).Unwrap();
        var world = IpPrefix.Parse("100.64.0.0/26");
        return [.. connections.List(default).Unwrap()
            .Where(connection => connection.Original.Source.ToString().StartsWith("192.", StringComparison.Ordinal) && world.Contains(connection.Original.Destination))
            .Select(connection => $"{connection.Original.Source} as {connection.Reply.Destination}").Distinct().Order(StringComparer.Ordinal)];
    }

    private Task RoundAsync(NodeView view) => _host.RoundAsync(view, _routing, _metadata);

    private static NodeView WithIpv6(NodeRouter router)
    {
        var view = Cloud.View(router);
        return view with
        {
            Networks = NodeTable<NodeNetwork>.Of(view.Networks.Select(network => network.Id switch
            {
                Cloud.Internal => With(network, "2001:db8:50::/64", "2001:db8:50::1"),
                Cloud.External => With(network, "2001:db8:ee::/64", "2001:db8:ee::1"),
                _ => network,
            })),
            Ports = NodeTable<NodePort>.Of(view.Ports.Select(port => port.Id switch
            {
                Cloud.InternalInterface => WithAddress(port, "2001:db8:50::1"),
                Cloud.Gateway => WithAddress(port, "2001:db8:ee::10"),
                _ => port,
            })),
        };

        static NodeNetwork With(NodeNetwork network, string block, string gateway) => network with
        {
            Subnets = [.. network.Subnets, new NodeSubnet($"{network.Id}-6", IpPrefix.Parse(block), IpAddress.Parse(gateway), EnableDhcp: false, [], [], null, null)],
        };

        static NodePort WithAddress(NodePort port, string address) => port with
        {
            FixedIps = [.. port.FixedIps, new NodeAddress($"{port.NetworkId}-6", IpAddress.Parse(address))],
        };
    }

    private static void AddIpv6(string machine, string address, string? gateway)
    {
        ServiceHost.Run("ip", "-n", machine, "address", "add", address, "dev", "eth0", "nodad");
        if (gateway is not null)
            ServiceHost.Run("ip", "-n", machine, "-6", "route", "add", "default", "via", gateway);
    }

    private static bool Pings6(string machine, string address, int attempts = 10) => Enumerable.Range(0, attempts).Any(_ =>
        ServiceHost.Succeeds("ip", "netns", "exec", machine, "busybox", "ping", "-6", "-c", "1", "-W", "2", address));

    /// <summary>Tells everybody who connects to a port of a machine the same.</summary>
    private void Serve(string machine, int port, string answer)
    {
        var listener = Inside(machine, () => new TcpListener(IPAddress.Any, port));
        Inside(machine, () =>
        {
            listener.Start();
            return true;
        });
        _sockets.Add(listener);
        _ = ServeAsync(listener, Encoding.ASCII.GetBytes(answer));
    }

    private static async Task ServeAsync(TcpListener listener, byte[] answer)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptSocketAsync();
                await client.SendAsync(answer);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    /// <summary>What a port of the floating address answers; null: nobody is there.</summary>
    private static string? Ask(string machine, int port) =>
        ServiceHost.Succeeds("ip", "netns", "exec", machine, "nc", "-z", "-w", "1", "203.0.113.30", $"{port}")
            ? ServiceHost.Exec(machine, "nc", "-d", "-w", "1", "203.0.113.30", $"{port}")
            : null;

    /// <summary>What a server outside hears of an FTP client in vm3 that names the address that it has.</summary>
    private string Hear(int port)
    {
        var listener = Inside(_outside, () =>
        {
            var made = new TcpListener(IPAddress.Any, port);
            made.Start();
            return made;
        });
        using (listener)
        {
            using var client = Process.Start(new ProcessStartInfo("ip",
                ["netns", "exec", _vm3, "sh", "-c", $"(printf 'USER a\\r\\n'; sleep 0.2; printf 'PORT 192,168,60,7,4,1\\r\\n') | nc -N -w 2 203.0.113.1 {port}"]))!;
            using var server = listener.AcceptSocket();
            // The helper listens from the second line on.
            using var lines = new StreamReader(new NetworkStream(server), Encoding.ASCII);
            lines.ReadLine();
            var heard = lines.ReadLine() ?? "";
            server.Close();
            client.WaitForExit();
            return heard;
        }
    }

    private static T Inside<T>(string machine, Func<T> make)
    {
        using var space = NetworkNamespace.Open(machine).Unwrap();
        return space.Run(make).Unwrap();
    }

    /// <summary>Stands still until the test lets it pass.</summary>
    private sealed class StillTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Pass(TimeSpan time) => _ticks += time.Ticks;
    }
}
