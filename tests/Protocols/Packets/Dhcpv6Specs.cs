using System.Buffers;
using Naru.Primitives;
using Naru.Protocols.Packets.Dns;

namespace Naru.Protocols.Packets.Dhcpv6.Specs;

public sealed class Dhcpv6Specs
{
    // A Solicit as dhclient sends it: DUID-LLT, IA_NA, elapsed time, option request.
    private const string Captured =
        "01ab12cd" + "0001000e000100012b1c2d3efa163e000005" + "0003000c3e00000500000e1000001518" + "000800020000" + "0006000400170018";

    [Fact]
    public void A_captured_solicit_is_read_and_written_back_as_it_was()
    {
        Assert.True(Dhcpv6Wire.TryRead(Convert.FromHexString(Captured), out var message));
        Assert.Equal((Dhcpv6MessageType.Solicit, 0xab12cdu), (message.Type, message.TransactionId));
        Assert.Equal(MacAddress.Parse("fa:16:3e:00:00:05"), Duid.MacOf(message.ClientId!.Value.Items.AsSpan()));
        var association = Assert.Single(message.Associations);
        Assert.Equal((0x3e000005u, 3600u, 5400u), (association.Id, association.RenewSeconds, association.RebindSeconds));
        var output = new ArrayBufferWriter<byte>();
        Dhcpv6Wire.Write(output, message);
        Assert.Equal(Captured, Convert.ToHexStringLower(output.WrittenSpan));
    }

    [Fact]
    public void What_an_association_holds_comes_back()
    {
        var association = new IdentityAssociation(7)
        {
            RenewSeconds = 10,
            RebindSeconds = 20,
            Addresses = [new AssignedAddress(IpAddress.Parse("2001:db8::5"), 100, 200), new AssignedAddress(IpAddress.Parse("2001:db8::6"), 0, 0)],
            Status = Dhcpv6Option.Status(Dhcpv6Status.NoBinding, "no"),
        };
        Assert.True(IdentityAssociation.TryRead(association.ToOption(), out var read));
        Assert.Equal(association, read);
    }

    [Fact]
    public void Any_octets_are_read_or_refused_and_never_more_than_that() =>
        Gen.Byte.Array[0, 200].Sample(octets =>
        {
            if (Dhcpv6Wire.TryRead(octets, out var message))
                _ = message.ToString();
        });

    [Theory]
    [InlineData("01ab12cd0001")]
    [InlineData("01ab12cd0001000500")]
    [InlineData("0cab12cd")] // of a relay
    [InlineData("01")]
    public void What_is_cut_short_or_of_a_relay_is_refused(string octets) => Assert.False(Dhcpv6Wire.TryRead(Convert.FromHexString(octets), out _));

    [Theory]
    [InlineData("dns-server", "2001:db8::1,[2001:db8::2]", "dns-server=2001:db8::1,2001:db8::2")]
    [InlineData("option6:23", "2001:db8::1", "dns-server=2001:db8::1")]
    [InlineData("domain-search", "a.example,b.example", "domain-search=a.example,b.example")]
    [InlineData("59", "http://h/f", "59=687474703a2f2f682f66")]
    public void Extra_options_are_read_by_name_and_number(string name, string value, string expected) =>
        Assert.Equal(expected, Dhcpv6OptionDefinition.Parse(name, value).Unwrap().ToString());

    [Theory]
    [InlineData("router", "2001:db8::1")]
    [InlineData("dns-server", "192.0.2.1")]
    [InlineData("0", "x")]
    public void Extra_options_that_mean_nothing_in_IPv6_are_refused(string name, string value) =>
        Assert.False(Dhcpv6OptionDefinition.Parse(name, value).Succeeded);

    [Fact]
    public void Names_are_written_without_compression() => Assert.Equal(
        "016107" + "6578616d706c65" + "00" + "016207" + "6578616d706c65" + "00",
        Convert.ToHexStringLower(Dhcpv6Option.Names(Dhcpv6OptionCode.DomainSearch, [DnsName.Parse("a.example"), DnsName.Parse("b.example")]).Value.Items.AsSpan()));
}
