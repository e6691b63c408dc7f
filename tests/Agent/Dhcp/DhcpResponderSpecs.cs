using Naru.Primitives;
using Naru.Protocols.Packets.Dhcp;

namespace Naru.Agent.Dhcp.Specs;

public sealed class DhcpResponderSpecs
{
    private const string Web = "fa:16:3e:00:00:05";

    private const string Parameters =
        " netmask=255.255.255.0 router=192.168.50.1 dns-server=192.168.50.2 mtu=1450"
        + " classless-static-route=169.254.169.254/32,192.168.50.1,0.0.0.0/0,192.168.50.1"
        + " domain-name=openstacklocal hostname=host-192-168-50-5"
        + " classless-static-route-microsoft=169.254.169.254/32,192.168.50.1,0.0.0.0/0,192.168.50.1";

    private const string Times = " lease-time=86400 T1=43200 T2=75600";

    private static readonly DhcpSubnet Internal = new()
    {
        Cidr = IpPrefix.Parse("192.168.50.0/24"),
        ServerAddress = IpAddress.Parse("192.168.50.2"),
        Gateway = IpAddress.Parse("192.168.50.1"),
    };

    private static readonly DhcpConfiguration View = new()
    {
        ServerMac = MacAddress.Parse("fa:16:3e:00:00:02"),
        Subnets = [Internal],
        MtuBytes = 1450,
        DomainName = "openstacklocal",
        Reservations = [new DhcpReservation(MacAddress.Parse(Web), IpAddress.Parse("192.168.50.5")) { HostName = "host-192-168-50-5" }],
    };

    [Fact]
    public void A_discover_is_offered_the_address_of_the_port() => Assert.Equal(
        $"OFFER xid=0x0000002a {Web} yiaddr=192.168.50.5 siaddr=192.168.50.2 server-identifier=192.168.50.2{Times}{Parameters}",
        Answer(View, Message(DhcpMessageType.Discover)));

    [Fact]
    public void A_client_that_selects_this_server_gets_its_lease() => Assert.Equal(
        $"ACK xid=0x0000002a {Web} yiaddr=192.168.50.5 siaddr=192.168.50.2 server-identifier=192.168.50.2{Times}{Parameters}",
        Answer(View, Message(DhcpMessageType.Request, requested: "192.168.50.5", server: "192.168.50.2")));

    [Fact]
    public void A_client_that_reboots_gets_its_lease_again() => Assert.StartsWith(
        $"ACK xid=0x0000002a {Web} yiaddr=192.168.50.5", Answer(View, Message(DhcpMessageType.Request, requested: "192.168.50.5")));

    [Fact]
    public void A_client_that_renews_keeps_its_address() => Assert.StartsWith(
        $"ACK xid=0x0000002a {Web} ciaddr=192.168.50.5 yiaddr=192.168.50.5",
        Answer(View, Message(DhcpMessageType.Request) with { ClientAddress = IpAddress.Parse("192.168.50.5") }));

    [Fact]
    public void Inform_gets_parameters_without_an_address() => Assert.Equal(
        $"ACK xid=0x0000002a {Web} ciaddr=192.168.50.5 siaddr=192.168.50.2 server-identifier=192.168.50.2{Parameters}",
        Answer(View, Message(DhcpMessageType.Inform) with { ClientAddress = IpAddress.Parse("192.168.50.5") }));

    [Theory]
    [InlineData("192.168.50.9", "192.168.50.2")] // selecting what was not offered
    [InlineData("10.0.0.7", null)] // rebooted after it moved here from another network
    public void A_wrong_address_is_refused(string requested, string? server) => Assert.Equal(
        $"NAK xid=0x0000002a {Web} server-identifier=192.168.50.2 message={requested} is not an address of {Web}",
        Answer(View, Message(DhcpMessageType.Request, requested, server)));

    [Theory]
    [InlineData(DhcpMessageType.Request, "192.168.50.5", "192.168.50.3")] // the client selected another server
    [InlineData(DhcpMessageType.Request, null, null)] // asks for nothing
    [InlineData(DhcpMessageType.Decline, "192.168.50.5", "192.168.50.2")]
    [InlineData(DhcpMessageType.Release, null, "192.168.50.2")]
    [InlineData(DhcpMessageType.Offer, null, null)]
    [InlineData(DhcpMessageType.Inform, null, null)] // from no address
    public void The_server_stays_silent(DhcpMessageType type, string? requested, string? server) =>
        Assert.Null(Answer(View, Message(type, requested, server)));

    [Fact]
    public void Unknown_clients_and_replies_get_no_answer()
    {
        Assert.Null(DhcpResponder.Answer(View, Message(DhcpMessageType.Discover) with { ClientMac = MacAddress.Parse("fa:16:3e:00:00:66") }));
        Assert.Null(DhcpResponder.Answer(View, Message(DhcpMessageType.Discover) with { IsReply = true }));
        Assert.Null(DhcpResponder.Answer(View, Message(DhcpMessageType.Discover) with { Options = [] }));
    }

    [Fact]
    public void On_an_isolated_subnet_metadata_is_at_the_dhcp_port()
    {
        var view = View with { Subnets = [Internal with { Gateway = null, MetadataAtDhcpPort = true }] };
        var answer = DhcpResponder.Answer(view, Message(DhcpMessageType.Discover));
        Assert.Null(answer?.Find(DhcpOptionCode.Router));
        Assert.Equal("classless-static-route=169.254.169.254/32,192.168.50.2", answer?.Find(DhcpOptionCode.ClasslessRoutes).ToString());
    }

    [Fact]
    public void A_subnets_own_resolvers_and_routes_are_handed_out_with_its_neighbours_on_the_link()
    {
        var view = View with
        {
            Subnets =
            [
                Internal with
                {
                    DnsServers = [IpAddress.Parse("8.8.8.8"), IpAddress.Parse("1.1.1.1")],
                    HostRoutes = [new DhcpRoute(IpPrefix.Parse("10.0.0.0/8"), IpAddress.Parse("192.168.50.9"))],
                },
                new DhcpSubnet { Cidr = IpPrefix.Parse("192.168.51.0/24"), ServerAddress = IpAddress.Parse("192.168.51.2") },
            ],
        };
        var answer = DhcpResponder.Answer(view, Message(DhcpMessageType.Discover));
        Assert.Equal("dns-server=8.8.8.8,1.1.1.1", answer?.Find(DhcpOptionCode.DnsServer).ToString());
        Assert.Equal(
            "classless-static-route=10.0.0.0/8,192.168.50.9,169.254.169.254/32,192.168.50.1,192.168.51.0/24,0.0.0.0,0.0.0.0/0,192.168.50.1",
            answer?.Find(DhcpOptionCode.ClasslessRoutes).ToString());
    }

    [Fact]
    public void Extra_options_of_the_port_win_and_wrong_ones_are_left_out()
    {
        var view = View with
        {
            Reservations =
            [
                View.Reservations[0] with
                {
                    ExtraOptions =
                    [
                        new DhcpExtraOption("bootfile-name", "pxelinux.0"),
                        new DhcpExtraOption("server-ip-address", "192.168.50.77"),
                        new DhcpExtraOption("tftp-server", "192.168.50.78"),
                        new DhcpExtraOption("mtu", "1400"),
                        new DhcpExtraOption("router", "nowhere"),
                        new DhcpExtraOption("150", "192.168.50.79"),
                    ],
                },
            ],
        };
        var answer = Answer(view, Message(DhcpMessageType.Discover));
        Assert.Contains("siaddr=192.168.50.77 file=pxelinux.0 ", answer);
        Assert.Contains(" router=192.168.50.1 ", answer);
        Assert.Contains(" mtu=1400 ", answer);
        Assert.Contains(" bootfile-name=pxelinux.0 tftp-server=192.168.50.78 tftp-server-address=192.168.50.79 ", answer);
    }

    [Fact]
    public void A_port_with_two_addresses_gets_the_one_it_asks_for_or_the_first()
    {
        var second = new DhcpReservation(MacAddress.Parse(Web), IpAddress.Parse("192.168.50.6"));
        var view = View with { Reservations = [View.Reservations[0], second] };
        Assert.Contains("yiaddr=192.168.50.5", Answer(view, Message(DhcpMessageType.Discover)));
        Assert.Contains("yiaddr=192.168.50.6", Answer(view, Message(DhcpMessageType.Discover, requested: "192.168.50.6")));
        Assert.Contains("yiaddr=192.168.50.5", Answer(view, Message(DhcpMessageType.Discover, requested: "192.168.50.7")));
    }

    [Fact]
    public void A_relay_gets_back_what_it_put_in()
    {
        var relayed = new DhcpOption(DhcpOptionCode.RelayAgentInformation, [1, 2, 65, 66]);
        var request = Message(DhcpMessageType.Request, requested: "10.0.0.7") with { RelayAddress = IpAddress.Parse("192.168.50.254") };
        var answer = DhcpResponder.Answer(View, request with { Options = [.. request.Options, relayed] });
        Assert.Equal(relayed, answer?.Options[^1]);
        Assert.Equal(request.RelayAddress, answer?.RelayAddress);
        Assert.True(answer?.Broadcast);
    }

    private static string? Answer(DhcpConfiguration view, DhcpMessage request) => DhcpResponder.Answer(view, request)?.ToString();

    private static DhcpMessage Message(DhcpMessageType type, string? requested = null, string? server = null)
    {
        var options = new List<DhcpOption> { DhcpOption.Number8(DhcpOptionCode.MessageType, (byte)type) };
        if (requested is not null)
            options.Add(DhcpOption.Addresses(DhcpOptionCode.RequestedAddress, [IpAddress.Parse(requested)]));
        if (server is not null)
            options.Add(DhcpOption.Addresses(DhcpOptionCode.ServerIdentifier, [IpAddress.Parse(server)]));
        return new DhcpMessage { TransactionId = 42, ClientMac = MacAddress.Parse(Web), Options = options.ToEquatableList() };
    }
}
