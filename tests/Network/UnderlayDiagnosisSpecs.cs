using Naru.Network.Nodes;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Network;

public sealed class UnderlayDiagnosisSpecs
{
    private const int Needed = 1500;

    [Fact]
    public void Sound_ways_are_no_news() => Assert.Empty(Of((_, _) => Sound));

    [Fact]
    public void A_device_with_a_small_mtu_is_named_and_explains_the_ways_over_it()
    {
        var fault = Assert.Single(Of((from, to) => from == "b" ? Sound with { Device = "eth7", DeviceMtu = 1400, PassingMtu = 1400 } : to == "b" ? Sound with { PassingMtu = 1400 } : Sound));
        Assert.Equal(("b", null), (fault.Host, fault.Peer));
        Assert.Contains("'eth7' has an MTU of 1400", fault.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_that_only_the_ways_tell_of_is_that_of_the_host_they_share()
    {
        var fault = Assert.Single(Of((from, to) => from == "c" || to == "c" ? Sound with { PassingMtu = 1400 } : Sound));
        Assert.Equal(("c", null), (fault.Host, fault.Peer));
        Assert.Contains("at most 1400 bytes pass", fault.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_that_leaves_checksums_undone_breaks_the_ways_out_of_its_host()
    {
        var fault = Assert.Single(Of((from, _) => from == "b" ? Sound with { ChecksumsPass = false } : Sound));
        Assert.Equal(("b", null), (fault.Host, fault.Peer));
        Assert.Contains("on all ways from it", fault.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_way_is_told_as_one() =>
        Assert.Equal([("a", "b")], Of((from, to) => (from, to) == ("a", "b") ? Sound with { ChecksumsPass = false } : Sound).Select(fault => (fault.Host, fault.Peer ?? "")));

    private static readonly NodeTunnel Sound = new("", "eth0", Needed, Needed, Needed, ChecksumsPass: true);

    private static IReadOnlyList<UnderlayDiagnosis.Fault> Of(Func<string, string, NodeTunnel> seen)
    {
        string[] hosts = ["a", "b", "c"];
        return UnderlayDiagnosis.Of([.. hosts.Select((host, index) => new Node
        {
            Id = host,
            IsAttached = true,
            TunnelAddress = IpAddress.Parse($"10.0.0.{index + 1}"),
            Tunnels = [.. hosts.Where(peer => peer != host).Select(peer => seen(host, peer) with { Peer = peer })],
        })]);
    }
}
