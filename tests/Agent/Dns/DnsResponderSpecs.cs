using Naru.Primitives;
using Naru.Protocols.Packets.Dns;

namespace Naru.Agent.Dns.Specs;

public sealed class DnsResponderSpecs
{
    private static readonly DnsZone Zone = new(new DnsConfiguration
    {
        ListenAddresses = [],
        Domain = DnsName.Parse("openstacklocal"),
        Hosts =
        [
            new DnsHost(DnsName.Parse("host-192-168-50-5.openstacklocal"), [IpAddress.Parse("192.168.50.5"), IpAddress.Parse("fd00::5")]),
            new DnsHost(DnsName.Parse("web.example.org"), [IpAddress.Parse("192.168.50.5")]),
        ],
    });

    [Theory]
    [InlineData("host-192-168-50-5.openstacklocal", DnsType.A, "answer NoError id=7 aa host-192-168-50-5.openstacklocal A?; host-192-168-50-5.openstacklocal 60 A 192.168.50.5")]
    [InlineData("HOST-192-168-50-5", DnsType.A, "answer NoError id=7 aa HOST-192-168-50-5 A?; HOST-192-168-50-5 60 A 192.168.50.5")]
    [InlineData("host-192-168-50-5.openstacklocal", DnsType.Aaaa, "answer NoError id=7 aa host-192-168-50-5.openstacklocal AAAA?; host-192-168-50-5.openstacklocal 60 AAAA fd00::5")]
    [InlineData("host-192-168-50-5.openstacklocal", DnsType.Mx, "answer NoError id=7 aa host-192-168-50-5.openstacklocal MX?")]
    [InlineData("web.example.org", DnsType.A, "answer NoError id=7 aa web.example.org A?; web.example.org 60 A 192.168.50.5")]
    [InlineData("5.50.168.192.in-addr.arpa", DnsType.Ptr, "answer NoError id=7 aa 5.50.168.192.in-addr.arpa PTR?; 5.50.168.192.in-addr.arpa 60 PTR host-192-168-50-5.openstacklocal")]
    [InlineData("nobody.openstacklocal", DnsType.A, "answer NameError id=7 aa nobody.openstacklocal A?")]
    [InlineData("mail.example.org", DnsType.A, null)]
    [InlineData("6.50.168.192.in-addr.arpa", DnsType.Ptr, null)]
    public void Names_of_ports_are_answered_and_others_left_to_the_world(string name, DnsType type, string? answer) =>
        Assert.Equal(answer, DnsResponder.Answer(Zone, Query(new DnsQuestion(DnsName.Parse(name), type)))?.ToString());

    [Fact]
    public void An_ipv6_address_is_found_by_its_reverse_name() => Assert.Equal(
        "host-192-168-50-5.openstacklocal",
        DnsResponder.Answer(Zone, Query(new DnsQuestion(DnsReverse.NameOf(IpAddress.Parse("fd00::5")), DnsType.Ptr)))?.Answers[0].Target.ToString());

    [Fact]
    public void What_is_not_a_plain_question_is_refused_by_its_proper_code()
    {
        Assert.Equal(DnsResponseCode.NotImplemented, DnsResponder.Answer(Zone, Query() with { Opcode = 5 })?.ResponseCode);
        Assert.Equal(DnsResponseCode.FormatError, DnsResponder.Answer(Zone, Query())?.ResponseCode);
        Assert.Equal(DnsResponseCode.Refused, DnsResponder.Answer(Zone, Query(new DnsQuestion(DnsName.Root, DnsType.Txt, Class: 3)))?.ResponseCode);
    }

    [Fact]
    public void The_hosts_resolvers_are_those_of_its_file() => Assert.Equal(
        "[10.0.0.53:53, [fd00::53]:53]",
        ResolvConf.Servers("# made by hand\nsearch example.org\nnameserver 10.0.0.53\n\tnameserver  fd00::53 \nnameserver nonsense\noptions ndots:5\n").ToString());

    private static DnsMessage Query(params DnsQuestion[] questions) => new() { Id = 7, RecursionDesired = true, Questions = [.. questions] };
}
