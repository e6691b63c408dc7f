using Naru.Protocols.Netlink.Ethtool;
using Naru.Protocols.Netlink.Route;

namespace Naru.Protocols.Netlink.Specs.Ethtool;

public sealed class EthtoolSpecs
{
    [Fact]
    public void Transmit_checksumming_and_what_needs_it_go_off_and_on_again()
    {
        using var here = new TestNamespace();
        here.Route.Links.Create(new VethPair("a", "b")).Unwrap();
        using var ethtool = EthtoolSocket.Open(here.Space).Unwrap();
        Assert.True(ethtool.HasTransmitChecksum("a").Unwrap());

        ethtool.DisableTransmitChecksum("a").Unwrap();
        Assert.False(ethtool.HasTransmitChecksum("a").Unwrap());
        var shown = Tool.Run("ip", "netns", "exec", here.Name, "ethtool", "-k", "a");
        Assert.Contains("tx-checksumming: off", shown, StringComparison.Ordinal);
        Assert.Contains("tx-tcp-segmentation: off", shown, StringComparison.Ordinal);

        ethtool.EnableTransmitChecksum("a").Unwrap();
        Assert.True(ethtool.HasTransmitChecksum("a").Unwrap());
        Assert.True(ethtool.HasTransmitChecksum("b").Unwrap());
    }

    [Fact]
    public void A_link_that_is_not_there_is_named()
    {
        using var here = new TestNamespace();
        using var ethtool = EthtoolSocket.Open(here.Space).Unwrap();
        var error = ethtool.DisableTransmitChecksum("nothing").Error!;
        Assert.Equal(("ENODEV", "Cannot disable transmit checksumming of link 'nothing': No such device (ENODEV)."), (error.Type, error.Message));
        Assert.Equal("InvalidInput", ethtool.DisableTransmitChecksum("a-name-that-is-too-long").Error!.Type);
    }
}
