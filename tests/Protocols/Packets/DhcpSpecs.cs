using System.Buffers;
using Naru.Primitives;
using Naru.Protocols.Packets.Dhcp;

namespace Naru.Protocols.Packets.Specs;

public sealed class DhcpSpecs
{
    private static readonly DhcpMessage Offer = new()
    {
        IsReply = true,
        TransactionId = 0x3903f326,
        Broadcast = true,
        YourAddress = IpAddress.Parse("192.168.50.5"),
        NextServer = IpAddress.Parse("192.168.50.2"),
        ClientMac = MacAddress.Parse("fa:16:3e:00:00:05"),
        BootFile = "pxelinux.0",
        Options =
        [
            DhcpOption.Number8(DhcpOptionCode.MessageType, 2),
            DhcpOption.Addresses(DhcpOptionCode.ServerIdentifier, [IpAddress.Parse("192.168.50.2")]),
            DhcpOption.Number32(DhcpOptionCode.LeaseTime, 86400),
            DhcpOption.Routes(DhcpOptionCode.ClasslessRoutes,
            [
                new DhcpRoute(IpPrefix.Parse("169.254.169.254/32"), IpAddress.Parse("192.168.50.1")),
                new DhcpRoute(IpPrefix.Parse("10.17.0.0/16"), IpAddress.Parse("192.168.50.9")),
                new DhcpRoute(default, IpAddress.Parse("192.168.50.1")),
            ]),
        ],
    };

    [Fact]
    public void An_offer_is_written_as_RFC_2131_draws_it()
    {
        var wire = Convert.ToHexStringLower(Wire(Offer));
        Assert.StartsWith("02010600" + "3903f326" + "00008000" + "00000000" + "c0a83205" + "c0a83202" + "00000000" + "fa163e000005", wire);
        Assert.EndsWith(
            "63825363" + "350102" + "3604c0a83202" + "330400015180"
            + "7915" + "20a9fea9fec0a83201" + "100a11c0a83209" + "00c0a83201" + "ff",
            wire.TrimEnd('0'));
        Assert.Equal(300, wire.Length / 2);
    }

    [Fact]
    public void The_text_form_says_what_is_in_it() => Assert.Equal(
        "OFFER xid=0x3903f326 fa:16:3e:00:00:05 yiaddr=192.168.50.5 siaddr=192.168.50.2 broadcast file=pxelinux.0 "
        + "server-identifier=192.168.50.2 lease-time=86400 "
        + "classless-static-route=169.254.169.254/32,192.168.50.1,10.17.0.0/16,192.168.50.9,0.0.0.0/0,192.168.50.1",
        Offer.ToString());

    [Fact]
    public void Any_message_reads_back_as_written() =>
        Messages.Sample(message => DhcpWire.TryRead(Wire(message), out var read) && read == message);

    [Fact]
    public void Options_that_overflow_go_into_file_and_sname_and_read_back()
    {
        var options = Enumerable.Range(0, 8)
            .Select(i => new DhcpOption((DhcpOptionCode)(200 + i), Enumerable.Repeat((byte)i, 55).ToEquatableList()));
        var message = new DhcpMessage { IsReply = true, Options = options.ToEquatableList() };
        var output = new ArrayBufferWriter<byte>();
        DhcpWire.Write(message, output, limit: 548);
        Assert.True(output.WrittenCount <= 548);
        Assert.True(DhcpWire.TryRead(output.WrittenSpan, out var read));
        Assert.Equal(message.Options, read.Options);
        Assert.Equal("", read.BootFile);
    }

    [Fact]
    public void What_has_no_room_at_all_is_left_out_from_the_end()
    {
        var options = Enumerable.Range(1, 20).Select(i => new DhcpOption((DhcpOptionCode)(200 + i), new byte[50].ToEquatableList()));
        var output = new ArrayBufferWriter<byte>();
        DhcpWire.Write(new DhcpMessage { ServerName = "naru", Options = options.ToEquatableList() }, output, limit: 548);
        Assert.True(output.WrittenCount <= 548);
        Assert.True(DhcpWire.TryRead(output.WrittenSpan, out var read));
        Assert.Equal("naru", read.ServerName);
        Assert.Equal(Enumerable.Range(201, 7), read.Options.Select(option => (int)option.Code));
    }

    [Theory]
    [InlineData("bootfile-name", "pxelinux.0", "bootfile-name=pxelinux.0")]
    [InlineData("67", "pxelinux.0", "bootfile-name=pxelinux.0")]
    [InlineData("option:router", "10.0.0.1, 10.0.0.2", "router=10.0.0.1,10.0.0.2")]
    [InlineData("dns-server", "8.8.8.8", "dns-server=8.8.8.8")]
    [InlineData("ntp-server", "10.0.0.9", "ntp-server=10.0.0.9")]
    [InlineData("mtu", "1450", "mtu=1450")]
    [InlineData("tftp-server", "10.0.0.3", "tftp-server=10.0.0.3")]
    [InlineData("server-ip-address", "10.0.0.3", "server-ip-address=10.0.0.3")]
    [InlineData("classless-static-route", "10.0.0.0/8,192.168.0.1,0.0.0.0/0,192.168.0.2", "classless-static-route=10.0.0.0/8,192.168.0.1,0.0.0.0/0,192.168.0.2")]
    [InlineData("domain-search", "a.example,b.example", "domain-search=a.example,b.example")]
    [InlineData("150", "10.0.0.3", "tftp-server-address=10.0.0.3")]
    [InlineData("252", "http://wpad/x", "252=68:74:74:70:3a:2f:2f:77:70:61:64:2f:78")]
    [InlineData("210", "1:a:ff", "210=01:0a:ff")]
    [InlineData("211", "300", "211=01:2c")]
    public void Extra_options_are_named_as_neutron_users_name_them(string name, string value, string text) =>
        Assert.Equal(text, DhcpOptionDefinition.Parse(name, value).Unwrap().ToString());

    [Theory]
    [InlineData("mtu", "large", "'large' is not a value of the DHCP option mtu (26): expected a number from 0 to 65535.")]
    [InlineData("router", "::1", "'::1' is not a value of the DHCP option router (3): expected IPv4 addresses separated by commas.")]
    [InlineData("0", "1", "'0' is not a DHCP option: expected a name such as 'bootfile-name' or a number from 1 to 255.")]
    [InlineData("no-such", "1", "'no-such' is not a DHCP option: expected a name such as 'bootfile-name' or a number from 1 to 255.")]
    public void A_wrong_extra_option_is_refused_in_words(string name, string value, string message) =>
        Assert.Equal(message, DhcpOptionDefinition.Parse(name, value).Error?.Message);

    [Fact]
    public void No_octets_and_no_text_make_a_reader_throw()
    {
        var start = Wire(Offer)[..240];
        Gen.Select(Gen.Byte.Array[0, 120], Gen.Bool, Gen.Byte, Gen.Byte).Sample((octets, whole, overload, code) =>
        {
            byte[] wire = whole ? [.. start, 52, 1, overload, .. octets] : octets;
            if (DhcpWire.TryRead(wire, out var message))
                _ = message.ToString();
            _ = new DhcpOption((DhcpOptionCode)code, octets.ToEquatableList()).ToString();
        });
        Gen.Select(Gen.Byte, Gen.String).Sample((code, value) => { DhcpOptionDefinition.Parse(code.ToString(), value); });
    }

    private static readonly Gen<DhcpMessage> Messages = Gen.Select(
            Gen.UInt, Gen.Bool, Gen.UInt, Gen.ULong, Gen.Char['a', 'z'].Array[0, 63],
            Gen.Select(Gen.Byte[1, 254].Where(code => code != 52), Gen.Byte.Array[0, 600]).Array[0, 6])
        .Select((number, flag, address, mac, name, options) => new DhcpMessage
        {
            IsReply = flag,
            Broadcast = !flag,
            TransactionId = number,
            Seconds = (ushort)number,
            Hops = (byte)number,
            ClientAddress = IpAddress.V4(address),
            YourAddress = IpAddress.V4(number),
            RelayAddress = IpAddress.V4(~address),
            ClientMac = MacAddress.FromValue(mac),
            ServerName = new string(name),
            Options = options.DistinctBy(option => option.Item1)
                .Select(option => new DhcpOption((DhcpOptionCode)option.Item1, option.Item2.ToEquatableList()))
                .ToEquatableList(),
        });

    private static byte[] Wire(DhcpMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        DhcpWire.Write(message, output);
        return output.WrittenSpan.ToArray();
    }
}
