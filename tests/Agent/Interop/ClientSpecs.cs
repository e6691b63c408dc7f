using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Naru.Agent.Dhcp;
using Naru.Agent.Dns;
using Naru.Agent.Metadata;
using Naru.Primitives;
using Naru.Protocols.Packets.Dns;

namespace Naru.Agent.Specs;

/// <summary>What busybox's DHCP client, resolver and wget get from our servers over a real cable.</summary>
public sealed class ClientSpecs : IDisposable
{
    private static readonly Guid Network = Guid.Parse("aaaaaaaa-0000-4000-8000-000000000003");
    private static readonly IpAddress ServerAddress = IpAddress.Parse("192.168.50.2");
    private static readonly IpAddress ClientAddress = IpAddress.Parse("192.168.50.5");

    private static readonly DhcpConfiguration Dhcp = new()
    {
        ServerMac = ClientHost.ServerMac,
        Subnets =
        [
            new DhcpSubnet
            {
                Cidr = IpPrefix.Parse("192.168.50.0/24"),
                ServerAddress = ServerAddress,
                Gateway = IpAddress.Parse("192.168.50.1"),
                MetadataAtDhcpPort = true,
            },
        ],
        MtuBytes = 1450,
        DomainName = "openstacklocal",
        Reservations = [new DhcpReservation(ClientHost.ClientMac, ClientAddress) { HostName = "host-192-168-50-5" }],
    };

    private static readonly DnsConfiguration Dns = new()
    {
        ListenAddresses = [ServerAddress],
        Domain = DnsName.Parse("openstacklocal"),
        Hosts = [new DnsHost(DnsName.Parse("host-192-168-50-5.openstacklocal"), [ClientAddress])],
    };

    private static readonly InstanceMetadata Instance = new("6f2ab0b4-0000-4000-8000-000000000001", "b5f0")
    {
        Name = "vm1",
        HostName = "host-192-168-50-5.openstacklocal",
    };

    private readonly ClientHost? _host = Environment.IsPrivilegedProcess ? new ClientHost() : null;

    private ClientHost Host => _host ?? throw new InvalidOperationException("Not root: this test should have been skipped.");

    public void Dispose() => _host?.Dispose();

    [ClientFact]
    public async Task A_client_gets_its_lease_by_unicast_by_broadcast_and_again_when_it_renews()
    {
        await using var server = DhcpServer.Start(Host.Server, ClientHost.ServerDevice, Dhcp, NullLogger.Instance).Unwrap();
        foreach (var lease in new[] { Host.RunDhcpClient(), Host.RunDhcpClient("-B"), await Host.RenewLeaseAsync() })
        {
            Assert.Equal("192.168.50.5", lease["ip"]);
            Assert.Equal("24", lease["mask"]);
            Assert.Equal("192.168.50.1", lease["router"]);
            Assert.Equal("192.168.50.2", lease["dns"]);
            Assert.Equal("192.168.50.2", lease["serverid"]);
            Assert.Equal("86400", lease["lease"]);
            Assert.Equal("openstacklocal", lease["domain"]);
            Assert.Equal("host-192-168-50-5", lease["hostname"]);
            Assert.Equal("1450", lease["mtu"]);
            Assert.Equal("169.254.169.254/32 192.168.50.2 0.0.0.0/0 192.168.50.1", lease["staticroutes"]);
        }
    }

    [ClientFact]
    public async Task A_client_that_nobody_knows_gets_nothing_until_the_view_has_it()
    {
        await using var server = DhcpServer.Start(Host.Server, ClientHost.ServerDevice, Dhcp with { Reservations = [] }, NullLogger.Instance).Unwrap();
        Assert.Throws<InvalidOperationException>(() => Host.RunDhcpClient("-t", "1"));
        server.Update(Dhcp);
        Assert.Equal("192.168.50.5", Host.RunDhcpClient()["ip"]);
    }

    [ClientFact]
    public async Task Names_of_ports_and_of_the_world_are_resolved()
    {
        using var world = new FakeResolver();
        await using var dhcp = DhcpServer.Start(Host.Server, ClientHost.ServerDevice, Dhcp, NullLogger.Instance).Unwrap();
        await using var server = (await DnsServer.StartAsync(Host.Server, Dns with { Upstreams = [world.Address] }, NullLogger.Instance)).Unwrap();
        Host.RunDhcpClient();
        Assert.Contains("Address: 192.168.50.5", Lookup("host-192-168-50-5.openstacklocal"));
        Assert.Contains("name = host-192-168-50-5.openstacklocal", Lookup("5.50.168.192.in-addr.arpa"));
        Assert.Contains("Address: 198.51.100.9", Lookup("www.example.org"));
        var refused = Assert.Throws<InvalidOperationException>(() => Lookup("nobody.openstacklocal"));
        Assert.Contains("NXDOMAIN", refused.Message);

        (await server.UpdateAsync(Dns)).Unwrap();
        refused = Assert.Throws<InvalidOperationException>(() => Lookup("www.example.org"));
        Assert.Contains("REFUSED", refused.Message);

        static string Lookup(string name) => ClientHost.Run("nslookup", "-type=" + (char.IsDigit(name[0]) ? "ptr" : "a"), name, "192.168.50.2");
    }

    [ClientFact]
    public async Task A_truncated_answer_is_had_over_tcp()
    {
        using var world = new FakeResolver();
        await using var dhcp = DhcpServer.Start(Host.Server, ClientHost.ServerDevice, Dhcp, NullLogger.Instance).Unwrap();
        await using var server = (await DnsServer.StartAsync(Host.Server, Dns with { Upstreams = [world.Address] }, NullLogger.Instance)).Unwrap();
        var query = new DnsMessage { Id = 9, RecursionDesired = true, Questions = [new DnsQuestion(DnsName.Parse("large.example.org"), DnsType.A)] };
        using var datagrams = Host.Server.Run(() => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)).Unwrap();
        using var connection = Host.Server.Run(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)).Unwrap();
        using (var route = Protocols.Netlink.Route.RouteSocket.Open(Host.Server).Unwrap())
            route.Links.SetUp("lo").Unwrap();
        var address = new IPEndPoint(ServerAddress.ToIPAddress(), 53);

        await datagrams.ConnectAsync(address);
        await datagrams.SendAsync(DnsWire.ToBytes(query));
        var buffer = new byte[65535];
        Assert.True(DnsWire.TryRead(buffer.AsSpan(0, await datagrams.ReceiveAsync(buffer)), out var truncated));
        Assert.True(truncated is { Id: 9, IsTruncated: true, Answers.IsEmpty: true });

        await connection.ConnectAsync(address);
        await using var stream = new NetworkStream(connection);
        await DnsStream.WriteAsync(stream, DnsWire.ToBytes(query), CancellationToken.None);
        Assert.True(DnsWire.TryRead(await DnsStream.ReadAsync(stream, CancellationToken.None), out var whole));
        Assert.True(whole is { Id: 9, IsTruncated: false, Answers.Count: 100 });
    }

    [ClientFact]
    public async Task An_instance_reads_about_itself()
    {
        await using var dhcp = DhcpServer.Start(Host.Server, ClientHost.ServerDevice, Dhcp, NullLogger.Instance).Unwrap();
        await using var server = await MetadataServer.StartAsync(new Directory(), nova: null, NullLoggerFactory.Instance, CancellationToken.None);
        await using var listener = server.Listen(Host.Server, MetadataServer.InNetwork, MetadataScope.OfNetwork(Network)).Unwrap();
        Host.RunDhcpClient();
        Assert.Equal("6f2ab0b4-0000-4000-8000-000000000001", Get("/latest/meta-data/instance-id"));
        Assert.Equal("192.168.50.5", Get("/2009-04-04/meta-data/local-ipv4"));
        Assert.Contains("\"uuid\":\"6f2ab0b4-0000-4000-8000-000000000001\"", Get("/openstack/latest/meta_data.json"));
        Assert.Contains("404 Not Found", Assert.Throws<InvalidOperationException>(() => Get("/latest/user-data")).Message);
        ClientHost.Run("ip", "address", "del", "192.168.50.5/24", "dev", "pks-client");
        ClientHost.Run("ip", "address", "add", "192.168.50.66/24", "dev", "pks-client");
        ClientHost.Run("ip", "route", "add", "169.254.169.254", "via", "192.168.50.2");
        Assert.Contains("404 Not Found", Assert.Throws<InvalidOperationException>(() => Get("/latest/meta-data/instance-id")).Message);
    }

    [ClientFact]
    public async Task Nova_is_told_who_asks_and_nobody_can_pretend()
    {
        using var nova = new FakeNova();
        await using var dhcp = DhcpServer.Start(Host.Server, ClientHost.ServerDevice, Dhcp, NullLogger.Instance).Unwrap();
        await using var server = await MetadataServer.StartAsync(
            new Directory(), new NovaMetadata(nova.Address, "secret"), NullLoggerFactory.Instance, CancellationToken.None);
        await using var listener = server.Listen(Host.Server, MetadataServer.InRouter, MetadataScope.OfNetwork(Network)).Unwrap();
        Host.RunDhcpClient();
        var answer = ClientHost.Run("wget", "-qO-", "--header", "X-Instance-ID: another", "http://192.168.50.2:9697/latest/meta-data/?a=b");
        // printf 6f2ab0b4-0000-4000-8000-000000000001 | openssl dgst -sha256 -hmac secret
        Assert.Equal(
            "GET /latest/meta-data/?a=b for 192.168.50.5 6f2ab0b4-0000-4000-8000-000000000001 b5f0 485abf6ea1f5e1811c8f6bc03479df46f8ab3f8308d158db34618feab57e3426", answer);
    }

    private static string Get(string path) => ClientHost.Run("wget", "-qO-", "http://169.254.169.254" + path);

    private sealed class Directory : IInstanceDirectory
    {
        public ValueTask<InstanceMetadata?> FindAsync(MetadataScope scope, IpAddress source, CancellationToken cancellation) =>
            new(scope == MetadataScope.OfNetwork(Network) && source == ClientAddress ? Instance : null);

        public ValueTask<Result<Done>> KeepPasswordAsync(string instanceId, byte[] octets, CancellationToken cancellation) => new(Done.Ok);
    }
}
