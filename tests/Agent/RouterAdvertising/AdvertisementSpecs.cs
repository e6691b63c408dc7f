using Naru.Agent.Specs;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.RouterAdvertising.Specs;

public sealed class AdvertisementSpecs
{
    private const string Prefix = "valid 86400 preferred 14400";

    [Theory]
    [InlineData("slaac", $"router-advertisement lifetime 300 from fa:16:3e:00:01:02 mtu 1450 prefix 2001:db8:50::/64 onlink auto {Prefix}")]
    [InlineData("dhcpv6-stateless", $"router-advertisement other lifetime 300 from fa:16:3e:00:01:02 mtu 1450 prefix 2001:db8:50::/64 onlink auto {Prefix}")]
    [InlineData("dhcpv6-stateful", $"router-advertisement managed lifetime 300 from fa:16:3e:00:01:02 mtu 1450 prefix 2001:db8:50::/64 onlink {Prefix}")]
    public void The_mode_of_a_subnet_decides_what_is_said_of_it(string mode, string expected) =>
        Assert.Equal($"dev qr-cccc0002-00 {expected}", Assert.Single(Plans(mode, Cloud.R1)).ToString());

    [Fact]
    public void A_router_says_nothing_of_subnets_that_others_advertise_or_while_it_is_down()
    {
        Assert.Empty(Plans(null, Cloud.R1));
        Assert.Empty(Plans("slaac", Cloud.R1 with { AdminStateUp = false }));
    }

    [Fact]
    public void A_router_speaks_a_few_times_soon_then_now_and_then_and_when_asked_but_not_too_often()
    {
        var time = new Clock();
        var schedule = new AdvertisementSchedule(time, new Random(1));
        foreach (var pause in (int[])[0, 1, 3, 8])
        {
            time.Seconds += pause;
            Assert.True(schedule.IsDue(isAsked: false));
            schedule.Sent();
            Assert.False(schedule.IsDue(isAsked: true));
        }
        time.Seconds += 4;
        Assert.False(schedule.IsDue(isAsked: false));
        Assert.True(schedule.IsDue(isAsked: true));
        time.Seconds += 100;
        Assert.True(schedule.IsDue(isAsked: false));
    }

    private static EquatableList<AdvertisementPlan> Plans(string? mode, NodeRouter router)
    {
        var view = Cloud.View(router);
        var network = view.Networks.Find(Cloud.Internal)!;
        var subnet = new NodeSubnet("six", IpPrefix.Parse("2001:db8:50::/64"), IpAddress.Parse("2001:db8:50::1"), EnableDhcp: true, [], [], mode, mode);
        var port = view.Ports.Find(Cloud.InternalInterface)!;
        view = view with
        {
            Networks = NodeTable<NodeNetwork>.Of(view.Networks.Where(one => one.Id != network.Id).Append(network with { Subnets = [.. network.Subnets, subnet] })),
            Ports = NodeTable<NodePort>.Of(view.Ports.Where(one => one.Id != port.Id)
                .Append(port with { FixedIps = [.. port.FixedIps, new NodeAddress("six", IpAddress.Parse("2001:db8:50::1"))] })),
        };
        return Routing.RouterPlan.Of(view, router).Advertisements;
    }

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
