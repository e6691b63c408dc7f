namespace Naru.Primitives.Specs;

public sealed class AddressSpecs
{
    private static readonly Gen<IpAddress> AnyAddress = Gen.OneOf(
        Gen.UInt.Select(IpAddress.V4),
        Gen.Select(Gen.ULong, Gen.ULong, (high, low) => IpAddress.V6(new UInt128(high, low))));

    [Fact]
    public void Any_address_reads_back_as_printed() =>
        AnyAddress.Sample(address => IpAddress.TryParse(address.ToString(), out var read) && read == address);

    [Fact]
    public void Any_mac_reads_back_as_printed() =>
        Gen.ULong.Select(MacAddress.FromValue).Sample(mac => MacAddress.Parse(mac.ToString()) == mac);

    [Fact]
    public void A_prefix_contains_its_ends_and_not_their_neighbours() =>
        AnyAddress.SelectMany(address => Gen.Int[1, address.Bits].Select(length => IpPrefix.Containing(address, length)))
            .Sample(prefix => prefix.Contains(prefix.Network) && prefix.Contains(prefix.Last)
                && (prefix.Network.Value == 0 || !prefix.Contains(prefix.Network.Previous)));

    [Theory]
    [InlineData("1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("10.0.0")]
    [InlineData("10.0.0.256")]
    [InlineData("10.0.0.01")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[::1]")]
    [InlineData("")]
    public void What_only_libraries_call_an_address_is_refused(string text) => Assert.False(IpAddress.TryParse(text, out _));

    [Theory]
    [InlineData("192.168.50.7/24", "192.168.50.0/24", "192.168.50.255", "255.255.255.0")]
    [InlineData("2001:db8::1/64", "2001:db8::/64", "2001:db8::ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff::")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0", "255.255.255.255", "0.0.0.0")]
    public void A_prefix_knows_its_bounds(string text, string canonical, string last, string netmask)
    {
        var prefix = IpPrefix.Parse(text);
        Assert.Equal((canonical, last, netmask), (prefix.ToString(), prefix.Last.ToString(), prefix.Netmask.ToString()));
    }
}
