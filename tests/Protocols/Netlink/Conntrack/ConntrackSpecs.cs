using System.Net;
using System.Net.Sockets;
using Naru.Primitives;
using Naru.Protocols.Netlink.Conntrack;
using Naru.Protocols.Netlink.Nftables;

namespace Naru.Protocols.Netlink.Specs.Conntrack;

public sealed class ConntrackSpecs : IDisposable
{
    private readonly TestNamespace _here = new();
    private readonly ConntrackSocket _connections;

    public ConntrackSpecs()
    {
        _here.Route.Links.SetUp("lo").Unwrap();
        // A rule that looks at connections makes the namespace track them; zone and mark as the agent sets them.
        new NftRuleset(_here.Space).Replace(new NftTable(NftFamily.Inet, "track"), """
            chain raw { type filter hook output priority raw; udp dport 5005 ct zone set 5; }
            chain rawin { type filter hook prerouting priority raw; udp dport 5005 ct zone set 5; }
            chain marking { type filter hook output priority filter; ct state new udp dport 5006 ct mark set 0x17; }
            chain translation { type nat hook output priority -100; ip daddr 127.0.0.99 dnat ip to 127.0.0.1; }
            """).Unwrap();
        _connections = ConntrackSocket.Open(_here.Space).Unwrap();
    }

    public void Dispose()
    {
        _connections.Dispose();
        _here.Dispose();
    }

    [Fact]
    public void Connections_are_listed_by_address_zone_mark_and_translation()
    {
        Send("127.0.0.1", 5004);
        Send("127.0.0.1", 5005);
        Send("127.0.0.1", 5006);
        Send("127.0.0.99", 5007);
        Send("::1", 5008);

        Assert.Equal([5004, 5005, 5006, 5007, 5008], Ports(default));
        Assert.Equal([5005], Ports(new ConnectionFilter { Zone = 5 }));
        Assert.Equal([5006], Ports(new ConnectionFilter { Mark = 0x07, MarkMask = 0x0f }));
        Assert.Equal([5008], Ports(new ConnectionFilter { Version = 6 }));
        Assert.Equal([5008], Ports(new ConnectionFilter { OriginalDestination = IpPrefix.Parse("::/0") }));
        Assert.Equal([5007], Ports(new ConnectionFilter { OriginalDestination = IpPrefix.Parse("127.0.0.99/32") }));
        Assert.Equal([5004, 5005, 5006, 5007], Ports(new ConnectionFilter { ReplySource = IpPrefix.Parse("127.0.0.1/32") }));
        Assert.Equal([5004], Ports(new ConnectionFilter { Protocol = 17, OriginalDestinationPort = 5004 }));
        Assert.Empty(Ports(new ConnectionFilter { Protocol = 6 }));
        Assert.True(_connections.List(new ConnectionFilter { OriginalDestinationPort = 5007 }).Unwrap()[0].Status.HasFlag(ConnectionStatus.DestinationNat));
        Assert.Equal(5, _connections.Count().Unwrap());
    }

    [Fact]
    public void Only_those_that_match_are_deleted_in_any_zone_and_family()
    {
        Send("127.0.0.1", 5004);
        Send("127.0.0.1", 5005);
        Send("::1", 5008);

        Assert.Equal(1, _connections.Delete(new ConnectionFilter { Zone = 5 }).Unwrap());
        Assert.Equal([5004, 5008], Ports(default));
        Assert.Equal(1, _connections.Delete(new ConnectionFilter { Version = 6 }).Unwrap());
        Assert.Equal(0, _connections.Delete(new ConnectionFilter { Version = 6 }).Unwrap());
        Assert.Equal(1, _connections.Delete(default(ConnectionFilter)).Unwrap());
        Assert.Equal(0, _connections.Count().Unwrap());
    }

    [Fact]
    public void An_echo_request_is_a_connection_too()
    {
        Tool.Run("ip", "netns", "exec", _here.Name, "ping", "-c1", "127.0.0.1");
        Tool.Run("ip", "netns", "exec", _here.Name, "ping", "-6", "-c1", "::1");
        var echoes = _connections.List(default).Unwrap();
        Assert.Equal([1, 58], echoes.Select(echo => (int)echo.Original.Protocol).Order());
        Assert.All(echoes, echo => Assert.NotNull(echo.Original.IcmpId));
        Assert.Equal(2, _connections.Delete(default(ConnectionFilter)).Unwrap());
    }

    private int[] Ports(ConnectionFilter filter) =>
        [.. _connections.List(filter).Unwrap().Select(connection => (int)(connection.Original.DestinationPort ?? 0)).Order()];

    private void Send(string address, int port)
    {
        var target = new IPEndPoint(IPAddress.Parse(address), port);
        using var socket = _here.Space.Run(() => new Socket(target.AddressFamily, SocketType.Dgram, ProtocolType.Udp)).Unwrap();
        using var receiver = _here.Space.Run(() =>
        {
            var bound = new Socket(target.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            bound.Bind(new IPEndPoint(target.Address is { AddressFamily: AddressFamily.InterNetwork } ? IPAddress.Any : IPAddress.IPv6Any, port));
            return bound;
        }).Unwrap();
        socket.SendTo([1], target);
    }
}
