using Naru.Primitives;
using Naru.Protocols.Netlink.Route;

namespace Naru.Protocols.Netlink.Specs.Route;

public sealed class RouteSpecs : IDisposable
{
    private readonly TestNamespace _here = new();
    private readonly Link _link;

    public RouteSpecs()
    {
        _link = _here.Route.Links.Create(new BridgeLink("qr-1") { State = LinkState.Up }).Unwrap();
        foreach (var address in (string[])["10.0.0.2", "2001:db8::2"])
        {
            var ip = IpAddress.Parse(address);
            _here.Route.Addresses
                .Add(InterfaceAddress.On(_link.Index, ip, ip.IsV4 ? 24 : 64) with { Flags = AddressFlags.NoDuplicateDetection })
                .Unwrap();
        }
    }

    public void Dispose() => _here.Dispose();

    [Theory]
    [InlineData("0.0.0.0/0", "10.0.0.1", "default via 10.0.0.1 dev qr-1 proto static")]
    [InlineData("192.168.7.0/24", "10.0.0.1", "192.168.7.0/24 via 10.0.0.1 dev qr-1 proto static")]
    [InlineData("2001:db8:1::/48", "2001:db8::1", "2001:db8:1::/48 via 2001:db8::1 dev qr-1 proto static metric 1024 pref medium")]
    public void A_route_by_a_gateway_is_added_listed_and_deleted(string destination, string gateway, string shown)
    {
        var route = new IpRoute(IpPrefix.Parse(destination)) { Gateway = IpAddress.Parse(gateway) };
        _here.Route.Routes.Add(route).Unwrap();
        Assert.Equal("EEXIST", _here.Route.Routes.Add(route).Error!.Type);
        Assert.Contains(Show(route), line => line.StartsWith(shown, StringComparison.Ordinal));

        var listed = _here.Route.Routes.List().Unwrap().Single(found => found.Destination == route.Destination);
        Assert.Equal((route.Gateway, _link.Index, RouteProtocol.Static), (listed.Gateway, listed.LinkIndex, listed.Protocol));

        _here.Route.Routes.Delete(route).Unwrap();
        _here.Route.Routes.Delete(route).Unwrap();
        Assert.DoesNotContain(Show(route), line => line.StartsWith(shown, StringComparison.Ordinal));
    }

    [Fact]
    public void A_route_read_back_can_be_deleted_as_it_is()
    {
        foreach (var route in _here.Route.Routes.List().Unwrap())
            _here.Route.Routes.Delete(route).Unwrap();
        Assert.Empty(_here.Route.Routes.List().Unwrap());
    }

    [Fact]
    public void A_link_route_an_on_link_gateway_a_source_an_mtu_and_a_metric_are_kept()
    {
        IpRoute[] routes =
        [
            new(IpPrefix.Parse("169.254.169.254/32")) { LinkIndex = _link.Index },
            new(IpPrefix.Parse("0.0.0.0/0"))
            {
                Gateway = IpAddress.Parse("203.0.113.1"),
                LinkIndex = _link.Index,
                OnLink = true,
                PreferredSource = IpAddress.Parse("10.0.0.2"),
                Mtu = 1400,
                Metric = 50,
                Scope = RouteScope.Global,
            },
            new(IpPrefix.Parse("10.9.0.0/16")) { Kind = RouteKind.Blackhole, Scope = RouteScope.Global },
        ];
        foreach (var route in routes)
            _here.Route.Routes.Add(route).Unwrap();

        var listed = _here.Route.Routes.List().Unwrap();
        Assert.Contains(routes[0] with { Scope = RouteScope.Link }, listed);
        Assert.Contains(routes[1], listed);
        Assert.Contains(routes[2], listed);
        Assert.Contains("default via 203.0.113.1 dev qr-1 proto static src 10.0.0.2 metric 50 onlink mtu 1400",
            Show(routes[1]).Select(line => line.Trim()));
    }

    [Fact]
    public void A_replaced_route_takes_the_place_of_the_other()
    {
        var route = new IpRoute(IpPrefix.Parse("0.0.0.0/0")) { Gateway = IpAddress.Parse("10.0.0.1") };
        _here.Route.Routes.Replace(route).Unwrap();
        _here.Route.Routes.Replace(route with { Gateway = IpAddress.Parse("10.0.0.254") }).Unwrap();
        Assert.Equal("10.0.0.254", Assert.Single(_here.Route.Routes.List().Unwrap(), r => r.Destination.Length == 0 && r.Destination.IsV4).Gateway.ToString());
    }

    [Fact]
    public void Several_next_hops_share_the_traffic()
    {
        var route = new IpRoute(IpPrefix.Parse("10.50.0.0/16"))
        {
            NextHops =
            [
                new NextHop(IpAddress.Parse("10.0.0.5"), _link.Index),
                new NextHop(IpAddress.Parse("10.0.0.6"), _link.Index, Weight: 3),
            ],
        };
        _here.Route.Routes.Add(route).Unwrap();
        Assert.Contains(route with { Scope = RouteScope.Global }, _here.Route.Routes.List().Unwrap());
    }

    [Fact]
    public void Tables_are_apart_and_a_rule_leads_into_one()
    {
        var route = new IpRoute(IpPrefix.Parse("0.0.0.0/0")) { Gateway = IpAddress.Parse("10.0.0.9"), Table = 3000 };
        Assert.Empty(_here.Route.Routes.List(3000).Unwrap());
        _here.Route.Routes.Add(route).Unwrap();
        Assert.Equal("10.0.0.9", Assert.Single(_here.Route.Routes.List(3000).Unwrap()).Gateway.ToString());
        Assert.DoesNotContain(_here.Route.Routes.List().Unwrap(), r => r.Gateway == route.Gateway);

        RoutingRule[] rules =
        [
            new(4, Priority: 100, Table: 3000) { From = IpPrefix.Parse("10.0.0.0/24"), InputInterface = "qr-1" },
            new(4, Priority: 101, Table: 3000) { To = IpPrefix.Parse("192.0.2.0/24"), Mark = 0x10, MarkMask = 0xffff },
            new(6, Priority: 102, Table: 3000) { From = IpPrefix.Parse("2001:db8::/64") },
        ];
        foreach (var rule in rules)
            _here.Route.Rules.Add(rule).Unwrap();
        Assert.Equal("EEXIST", _here.Route.Rules.Add(rules[0]).Error!.Type);
        var listed = _here.Route.Rules.List().Unwrap();
        Assert.All(rules, rule => Assert.Contains(rule, listed));
        Assert.Contains("100:\tfrom 10.0.0.0/24 iif qr-1 lookup 3000", Tool.Run("ip", "-n", _here.Name, "rule"), StringComparison.Ordinal);

        foreach (var rule in rules)
            _here.Route.Rules.Delete(rule).Unwrap();
        _here.Route.Rules.Delete(rules[0]).Unwrap();
        Assert.DoesNotContain(_here.Route.Rules.List().Unwrap(), rule => rule.Table == 3000);
    }

    [Fact]
    public void The_kernel_says_why_a_gateway_is_refused()
    {
        var error = _here.Route.Routes.Add(new IpRoute(IpPrefix.Parse("0.0.0.0/0")) { Gateway = IpAddress.Parse("203.0.113.1") }).Error!;
        Assert.Equal("Cannot add route 0.0.0.0/0 via 203.0.113.1: Nexthop has invalid gateway (ENETUNREACH).", error.Message);
    }

    private string[] Show(IpRoute route) =>
        Tool.Run("ip", "-n", _here.Name, route.Destination.IsV4 ? "-4" : "-6", "route").Split('\n');
}
