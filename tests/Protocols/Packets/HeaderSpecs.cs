using System.Buffers;
using Naru.Primitives;

namespace Naru.Protocols.Packets.Specs;

public sealed class HeaderSpecs
{
    private static readonly IpAddress V4 = IpAddress.Parse("192.168.50.2");
    private static readonly IpAddress V6 = IpAddress.Parse("fe80::f816:3eff:fe00:1");
    private static readonly MacAddress Mac = MacAddress.Parse("fa:16:3e:00:00:01");

    private static readonly Gen<IpAddress> Addresses4 = Gen.UInt.Select(IpAddress.V4);
    private static readonly Gen<MacAddress> Macs = Gen.ULong.Select(MacAddress.FromValue);

    [Fact]
    public void The_checksum_of_a_known_header_is_the_one_on_the_wire()
    {
        // The worked example of many texts on RFC 1071: an IPv4 header whose checksum is b861.
        var header = Convert.FromHexString("45000073000040004011" + "0000" + "c0a80001c0a800c7");
        Assert.Equal(0xb861, Checksum.Of(header));
        header[10] = 0xb8;
        header[11] = 0x61;
        Assert.Equal(0, Checksum.Of(header));
    }

    [Fact]
    public void An_arp_request_is_written_as_RFC_826_draws_it()
    {
        var request = new ArpPacket(ArpOperation.Request, Mac, V4, MacAddress.Zero, IpAddress.Parse("192.168.50.5"));
        Assert.Equal("0001080006040001fa163e000001c0a83202000000000000c0a83205", Hex(request.Write));
        Assert.Equal("arp who-has 192.168.50.5 tell 192.168.50.2", request.ToString());
        Assert.Equal(
            "arp 192.168.50.5 is-at fa:16:3e:00:00:02", request.ReplyFrom(MacAddress.Parse("fa:16:3e:00:00:02")).ToString());
    }

    [Fact]
    public void Any_ethernet_header_reads_back_as_written() =>
        Gen.Select(Macs, Macs, Gen.Int[0x600, 0xffff].Where(type => type != 0x8100), Gen.Int[-1, 4095], Gen.Int[0, 7], Gen.Bool)
            .Select((to, from, type, vlan, priority, drop) =>
                new EthernetHeader(to, from, (EtherType)type, vlan < 0 ? null : new VlanTag(vlan, priority, drop)))
            .Sample(header => EthernetHeader.TryRead(Wire(header.Write), out var read, out var payload) && read == header && payload.IsEmpty);

    [Fact]
    public void Any_ipv4_header_reads_back_as_written() =>
        Gen.Select(Addresses4, Addresses4, Gen.Byte, Gen.Int[0, 0x1fff], Gen.Bool, Gen.Byte.Array[0, 10], Gen.Byte.Array[0, 40])
            .Select((source, destination, protocol, fragment, flag, options, payload) => (
                header: new Ipv4Header(source, destination, (IpProtocol)protocol)
                {
                    FragmentOffset = (ushort)fragment,
                    DontFragment = flag,
                    MoreFragments = !flag,
                    TimeToLive = protocol,
                    Options = options.SelectMany(octet => new byte[] { octet, 1, 1, 1 }).ToEquatableList(),
                },
                payload))
            .Sample(packet =>
            {
                var wire = Wire(output => packet.header.Write(output, packet.payload.Length));
                return Ipv4Header.TryRead([.. wire, .. packet.payload, 0, 0], out var read, out var payload)
                    && read == packet.header && payload.SequenceEqual(packet.payload);
            });

    [Fact]
    public void An_ipv6_header_reads_back_as_written_and_its_extensions_are_stepped_over()
    {
        var header = new Ipv6Header(V6, V6, IpProtocol.HopByHop) { TrafficClass = 0xb8, FlowLabel = 0xabcde, HopLimit = 255 };
        byte[] payload = [(byte)IpProtocol.Fragment, 0, 5, 2, 0, 0, 1, 0, (byte)IpProtocol.Icmpv6, 0, 0, 1, 0, 0, 0, 9, 42];
        Assert.True(Ipv6Header.TryRead(
            [.. Wire(output => header.Write(output, payload.Length)), .. payload], out var read, out var rest));
        Assert.Equal(header, read);
        var next = read.NextHeader;
        Assert.True(Ipv6Header.TrySkipExtensions(ref next, ref rest));
        Assert.Equal(IpProtocol.Icmpv6, next);
        Assert.Equal([42], rest.ToArray());
    }

    [Fact]
    public void Segments_carry_a_checksum_that_their_receiver_accepts() =>
        Gen.Select(Gen.Byte.Array[0, 99], Gen.UShort, Gen.Bool).Sample((payload, port, six) =>
        {
            var ip = six ? V6 : V4;
            var udp = Wire(output => new UdpHeader(port, 53).Write(output, ip, ip, payload));
            var tcp = Wire(output => new TcpHeader(port, 80) { Flags = TcpFlags.Syn, Options = [2, 4, 5, 180] }.Write(output, ip, ip, payload));
            var icmp = Wire(output => new IcmpHeader(128, 0, port).Write(output, ip, ip, payload));
            return Checksum.OfSegment(ip, ip, IpProtocol.Udp, udp) == 0
                && Checksum.OfSegment(ip, ip, IpProtocol.Tcp, tcp) == 0
                && Checksum.OfSegment(ip, ip, IpProtocol.Icmpv6, icmp) == 0
                && UdpHeader.TryRead(udp, out var udpRead, out var udpPayload)
                && udpRead == new UdpHeader(port, 53) && udpPayload.SequenceEqual(payload)
                && TcpHeader.TryRead(tcp, out var tcpRead, out var tcpPayload)
                && tcpRead is { Flags: TcpFlags.Syn, Options.Count: 4 } && tcpPayload.SequenceEqual(payload)
                && IcmpHeader.TryRead(icmp, out var icmpRead, out _) && icmpRead == new IcmpHeader(128, 0, port);
        });

    [Fact]
    public void No_octets_make_a_reader_throw() =>
        Gen.Byte.Array[0, 80].Sample(octets =>
        {
            EthernetHeader.TryRead(octets, out _, out _);
            ArpPacket.TryRead(octets, out _);
            Ipv4Header.TryRead(octets, out _, out _);
            Ipv6Header.TryRead(octets, out _, out _);
            UdpHeader.TryRead(octets, out _, out _);
            TcpHeader.TryRead(octets, out _, out _);
            IcmpHeader.TryRead(octets, out _, out _);
            UdpFrame.TryRead(octets, out _, out _);
            var next = (IpProtocol)(octets.Length % 64);
            ReadOnlySpan<byte> rest = octets;
            Ipv6Header.TrySkipExtensions(ref next, ref rest);
        });

    private static byte[] Wire(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenSpan.ToArray();
    }

    private static string Hex(Action<IBufferWriter<byte>> write) => Convert.ToHexStringLower(Wire(write));
}
