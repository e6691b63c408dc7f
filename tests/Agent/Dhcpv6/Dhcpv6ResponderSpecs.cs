using Naru.Agent.Dhcp;
using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.Primitives;
using Naru.Protocols.Packets.Dhcpv6;

namespace Naru.Agent.Dhcpv6.Specs;

public sealed class Dhcpv6ResponderSpecs
{
    private const string Own = "ia-na=1[2001:db8:60::5/86400/86400]";
    private const string Dns = " dns-server=2001:db8:60::2 domain-search=openstacklocal";

    private static readonly MacAddress Vm = MacAddress.Parse("fa:16:3e:00:00:05");
    private static readonly IpAddress Source = LinkLocal.Of(Vm);
    private static readonly IpAddress Address = IpAddress.Parse("2001:db8:60::5");

    private static readonly Dhcpv6Configuration View = new()
    {
        ServerMac = MacAddress.Parse("fa:16:3e:00:00:02"),
        Subnets = [new Dhcpv6Subnet(IpPrefix.Parse("2001:db8:60::/64")) { DnsServers = [IpAddress.Parse("2001:db8:60::2")] }],
        Clients = [new Dhcpv6Client(Vm, [Address])],
        DomainName = "openstacklocal",
    };

    [Fact]
    public void A_solicit_is_offered_the_address_of_the_port() =>
        Assert.Equal($"ADVERTISE xid=0x00002a {Own}{Dns}", Answer(View, Dhcpv6MessageType.Solicit, Asking()));

    [Fact]
    public void A_solicit_in_a_hurry_gets_its_reply_at_once() => Assert.Equal(
        $"REPLY xid=0x00002a RapidCommit {Own}{Dns}",
        Answer(View, Dhcpv6MessageType.Solicit, Asking(), Dhcpv6Option.Empty(Dhcpv6OptionCode.RapidCommit)));

    [Theory]
    [InlineData(Dhcpv6MessageType.Request)]
    [InlineData(Dhcpv6MessageType.Renew)]
    public void A_client_that_names_this_server_gets_its_lease(Dhcpv6MessageType type) =>
        Assert.Equal($"REPLY xid=0x00002a {Own}{Dns}", Answer(View, type, Asking(Address), ServerId));

    [Fact]
    public void A_rebind_takes_what_is_not_the_clients_any_more() => Assert.Equal(
        $"REPLY xid=0x00002a ia-na=1[2001:db8:60::5/86400/86400 2001:db8:60::9/0/0]{Dns}",
        Answer(View, Dhcpv6MessageType.Rebind, Asking(IpAddress.Parse("2001:db8:60::9"))));

    [Fact]
    public void A_second_association_gets_nothing() => Assert.Equal(
        $"ADVERTISE xid=0x00002a {Own} ia-na=2[status=NoAddressesAvailable]{Dns}",
        Answer(View, Dhcpv6MessageType.Solicit, Asking(), new IdentityAssociation(2).ToOption()));

    [Theory]
    [InlineData("2001:db8:60::9", "Success")]
    [InlineData("2001:db8:61::5", "NotOnLink")]
    public void Confirm_says_whether_addresses_fit_the_link(string address, string status) => Assert.Equal(
        $"REPLY xid=0x00002a status={status}", Answer(View, Dhcpv6MessageType.Confirm, Asking(IpAddress.Parse(address))));

    [Theory]
    [InlineData(Dhcpv6MessageType.Release)]
    [InlineData(Dhcpv6MessageType.Decline)]
    public void What_is_given_back_is_acknowledged(Dhcpv6MessageType type) =>
        Assert.Equal("REPLY xid=0x00002a status=Success", Answer(View, type, Asking(Address), ServerId));

    [Fact]
    public void Information_is_given_without_an_address() => Assert.Equal(
        $"REPLY xid=0x00002a{Dns} InformationRefreshTime=00015180", Answer(View, Dhcpv6MessageType.InformationRequest));

    [Fact]
    public void A_port_whose_host_makes_its_addresses_is_told_that_there_is_none() => Assert.Equal(
        $"ADVERTISE xid=0x00002a ia-na=1[status=NoAddressesAvailable] status=NoAddressesAvailable{Dns}",
        Answer(View with { Clients = [new Dhcpv6Client(Vm, [])] }, Dhcpv6MessageType.Solicit, Asking()));

    [Fact]
    public void The_options_of_a_port_win_over_those_of_its_subnet()
    {
        var client = new Dhcpv6Client(Vm, [Address]) { ExtraOptions = [new DhcpExtraOption("dns-server", "2001:db8::53"), new DhcpExtraOption("nonsense", "1")] };
        Assert.Equal(
            $"ADVERTISE xid=0x00002a {Own} dns-server=2001:db8::53 domain-search=openstacklocal",
            Answer(View with { Clients = [client] }, Dhcpv6MessageType.Solicit, Asking()));
    }

    [Theory]
    [InlineData(Dhcpv6MessageType.Request)]
    [InlineData(Dhcpv6MessageType.Renew)]
    [InlineData(Dhcpv6MessageType.Release)]
    [InlineData(Dhcpv6MessageType.Advertise)]
    [InlineData(Dhcpv6MessageType.Reconfigure)]
    public void Messages_for_nobody_or_from_servers_are_not_answered(Dhcpv6MessageType type) => Assert.Null(Answer(View, type, Asking(Address)));

    [Fact]
    public void A_solicit_for_a_certain_server_is_not_answered() => Assert.Null(Answer(View, Dhcpv6MessageType.Solicit, Asking(), ServerId));

    [Fact]
    public void A_client_is_known_by_its_link_local_address_and_else_by_its_identifier()
    {
        var message = new Dhcpv6Message(Dhcpv6MessageType.Solicit, 42, [new Dhcpv6Option(Dhcpv6OptionCode.ClientIdentifier, Duid.Of(Vm)), Asking()]);
        Assert.NotNull(Dhcpv6Responder.Answer(View, message, IpAddress.Parse("fe80::1234")));
        Assert.Null(Dhcpv6Responder.Answer(View, message, LinkLocal.Of(MacAddress.Parse("fa:16:3e:00:00:06"))));
    }

    private static Dhcpv6Option ServerId => new(Dhcpv6OptionCode.ServerIdentifier, View.ServerId);

    private static Dhcpv6Option Asking(IpAddress? address = null) =>
        new IdentityAssociation(1) { Addresses = address is { } one ? [new AssignedAddress(one, 0, 0)] : [] }.ToOption();

    private static string? Answer(Dhcpv6Configuration view, Dhcpv6MessageType type, params Dhcpv6Option[] options) => Dhcpv6Responder.Answer(
        view, new Dhcpv6Message(type, 42, [new Dhcpv6Option(Dhcpv6OptionCode.ClientIdentifier, [0, 4, 1, 2, 3]), .. options]), Source)?.ToString();
}
