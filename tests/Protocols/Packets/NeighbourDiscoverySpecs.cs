using System.Buffers;
using Naru.Primitives;
using Naru.Protocols.Packets.Dns;

namespace Naru.Protocols.Packets.NeighbourDiscovery.Specs;

public sealed class NeighbourDiscoverySpecs
{
    private static readonly IpAddress Router = IpAddress.Parse("fe80::1");
    private static readonly IpAddress AllNodes = IpAddress.Parse("ff02::1");

    [Fact]
    public void An_advertisement_has_the_octets_that_the_standard_says()
    {
        var output = new ArrayBufferWriter<byte>();
        new RouterAdvertisement
        {
            Managed = true,
            LifetimeSeconds = 300,
            SourceMac = MacAddress.Parse("fa:16:3e:00:01:02"),
            MtuBytes = 1450,
            Prefixes = [new AdvertisedPrefix(IpPrefix.Parse("2001:db8:50::/64"), Autonomous: false)],
        }.Write(output, Router, AllNodes);
        Assert.Equal(0, Checksum.OfSegment(Router, AllNodes, IpProtocol.Icmpv6, output.WrittenSpan));
        Assert.Equal(
            "8600" + "4080012c" + "0000000000000000" + "0101fa163e000102" + "05010000000005aa"
            + "03044080" + "00015180" + "00003840" + "00000000" + "20010db8005000000000000000000000",
            WithoutChecksum(output.WrittenSpan));
    }

    [Fact]
    public void What_is_written_comes_back()
    {
        var told = new RouterAdvertisement
        {
            Other = true,
            LifetimeSeconds = 9000,
            SourceMac = MacAddress.Parse("fa:16:3e:00:01:02"),
            MtuBytes = 9000,
            Prefixes =
            [
                new AdvertisedPrefix(IpPrefix.Parse("2001:db8:50::/64"), Autonomous: true),
                new AdvertisedPrefix(IpPrefix.Parse("2001:db8:51::/64"), Autonomous: false) { OnLink = false, ValidSeconds = 5, PreferredSeconds = 4 },
            ],
            DnsServers = [IpAddress.Parse("2001:db8::1"), IpAddress.Parse("2001:db8::2")],
            SearchDomains = [DnsName.Parse("example.org"), DnsName.Parse("a.example")],
            DnsSeconds = 77,
        };
        var output = new ArrayBufferWriter<byte>();
        told.Write(output, Router, AllNodes);
        Assert.True(RouterAdvertisement.TryRead(output.WrittenSpan, out var read));
        Assert.Equal(told, read);
    }

    [Fact]
    public void Any_octets_are_read_or_refused_and_never_more_than_that() =>
        Gen.Byte.Array[0, 120].Sample(octets =>
        {
            RouterAdvertisement.TryRead([RouterAdvertisement.Type, 0, .. octets], out _);
            RouterSolicitation.IsValid([RouterSolicitation.Type, 0, .. octets], Router);
        });

    [Theory]
    [InlineData("8500000000000000", "fe80::5", true)]
    [InlineData("85000000000000000101fa163e000005", "fe80::5", true)]
    [InlineData("8500000000000000", "::", true)]
    [InlineData("85000000000000000101fa163e000005", "::", false)] // a MAC address for no address
    [InlineData("85000000000000000100fa163e000005", "fe80::5", false)] // an option without length
    [InlineData("8501000000000000", "fe80::5", false)]
    [InlineData("86000000000000000000000000000000", "fe80::5", false)]
    public void Solicitations_are_answered_when_they_are_well_formed(string octets, string source, bool valid) =>
        Assert.Equal(valid, RouterSolicitation.IsValid(Convert.FromHexString(octets), IpAddress.Parse(source)));

    private static string WithoutChecksum(ReadOnlySpan<byte> message) => Convert.ToHexStringLower([.. message[..2], .. message[4..]]);
}
