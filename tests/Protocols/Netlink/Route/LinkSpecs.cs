using Naru.Primitives;
using Naru.Protocols.Netlink.Route;

namespace Naru.Protocols.Netlink.Specs.Route;

public sealed class LinkSpecs : IDisposable
{
    private static readonly MacAddress Mac = MacAddress.Parse("fa:16:3e:00:00:01");
    private static readonly MacAddress PeerMac = MacAddress.Parse("fa:16:3e:00:00:02");

    private readonly TestNamespace _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public void A_veth_pair_is_made_with_everything_that_was_asked_for()
    {
        var bridge = _here.Route.Links.Create(new BridgeLink("br") { State = LinkState.Up }).Unwrap();
        var link = _here.Route.Links.Create(new VethPair("qvo1", "qvb1")
        {
            Mac = Mac,
            PeerMac = PeerMac,
            Mtu = 1450,
            Group = 42,
            Master = bridge.Index,
            State = LinkState.Up,
        }).Unwrap();
        Assert.False(link.HasCarrier);
        _here.Route.Links.SetUp("qvb1").Unwrap();
        link = _here.Route.Links.Get(link).Unwrap();

        var peer = _here.Route.Links.Get("qvb1").Unwrap();
        Assert.Equal((Mac, 1450, 42u, bridge.Index, LinkState.Up, "veth"),
            (link.Mac, link.Mtu, link.Group, link.Master, link.State, link.Kind));
        Assert.Equal((PeerMac, 1450, 42u, (int?)null, LinkState.Up), (peer.Mac, peer.Mtu, peer.Group, peer.Master, peer.State));
        Assert.Equal((peer.Index, link.Index), (link.Lower, peer.Lower));
        Assert.True(link.HasCarrier);

        var shown = Tool.Json("ip", "-n", _here.Name, "-j", "-d", "link").With("ifname", "qvo1");
        Assert.Equal("42", shown.GetProperty("group").GetString());
        Assert.Equal("br", shown.GetProperty("master").GetString());
        Assert.Equal(Mac.ToString(), shown.GetProperty("address").GetString());
        Assert.Equal("qvb1", shown.GetProperty("link").GetString());
    }

    [Fact]
    public void The_other_end_of_a_veth_pair_can_be_made_in_another_namespace()
    {
        using var there = new TestNamespace();
        var link = _here.Route.Links.Create(new VethPair("tap1", "eth0") { PeerNamespace = there.Space, PeerMac = PeerMac }).Unwrap();
        var peer = there.Route.Links.Get("eth0").Unwrap();

        Assert.Equal(PeerMac, peer.Mac);
        Assert.Equal(peer.Index, link.Lower);
        Assert.NotNull(link.LinkNamespaceId);
    }

    [Fact]
    public void A_whole_pair_can_be_made_elsewhere()
    {
        using var there = new TestNamespace();
        _here.Route.Links.CreateElsewhere(new VethPair("a", "b") { Namespace = there.Space }).Unwrap();
        Assert.Equal(["a", "b", "lo"], there.Route.Links.List().Unwrap().Select(link => link.Name).Order());
    }

    [Fact]
    public void A_taken_name_is_refused_with_the_name_of_the_errno()
    {
        _here.Route.Links.Create(new IfbLink("d")).Unwrap();
        var error = _here.Route.Links.Create(new IfbLink("d")).Error!;
        Assert.Equal((ErrorKind.Conflict, "EEXIST"), (error.Kind, error.Type));
        Assert.StartsWith("Cannot create ifb 'd': ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_there_is_not_found_and_deleting_it_is_fine()
    {
        Assert.Equal("ENODEV", _here.Route.Links.Get("nothing").Error!.Type);
        Assert.Equal("ENODEV", _here.Route.Links.Change(4711, new LinkChange { Mtu = 1400 }).Error!.Type);
        Assert.True(_here.Route.Links.Delete("nothing").Succeeded);
        Assert.True(_here.Route.Links.DeleteGroup(4711).Succeeded);
    }

    [Fact]
    public void Every_property_changes_and_a_rename_by_name_works()
    {
        using var there = new TestNamespace();
        var bridge = _here.Route.Links.Create(new BridgeLink("br")).Unwrap();
        _here.Route.Links.Create(new VethPair("before", "peer")).Unwrap();
        _here.Route.Links.Change("before", new LinkChange
        {
            Name = "after",
            Mtu = 1400,
            Mac = Mac,
            Master = bridge.Index,
            Group = 7,
            Alias = "a text",
            State = LinkState.Up,
        }).Unwrap();

        var link = _here.Route.Links.Get("after").Unwrap();
        Assert.Equal((1400, Mac, bridge.Index, 7u, "a text", LinkState.Up),
            (link.Mtu, link.Mac, link.Master, link.Group, link.Alias, link.State));

        _here.Route.Links.Change(link, new LinkChange { Master = LinkChange.NoMaster }).Unwrap();
        Assert.Null(_here.Route.Links.Get(link).Unwrap().Master);
        _here.Route.Links.Change(link, new LinkChange { Namespace = there.Space }).Unwrap();
        Assert.Equal("ENODEV", _here.Route.Links.Get("after").Error!.Type);
        Assert.Equal(Mac, there.Route.Links.Get("after").Unwrap().Mac);
    }

    [Fact]
    public void Hundreds_of_pairs_are_made_by_one_batch_and_deleted_by_one_request()
    {
        var outcomes = _here.Route.Execute([.. Enumerable.Range(0, 250).Select(i =>
            LinkRequests.Create(new VethPair($"qvo{i % 249}", $"qvb{i}") { Group = 9 }))]);
        Assert.Equal(249, outcomes.Count(outcome => outcome.Succeeded));
        Assert.Equal("EEXIST", outcomes[249].Error!.Type);
        Assert.Equal(499, _here.Route.Links.List().Unwrap().Length);

        _here.Route.Links.DeleteGroup(9).Unwrap();
        Assert.Equal("lo", Assert.Single(_here.Route.Links.List().Unwrap()).Name);
    }

    [Fact]
    public void Each_kind_of_link_is_what_ip_calls_it()
    {
        _here.Route.Links.Create(new IfbLink("shaper")).Unwrap();
        _here.Route.Links.Create(new VxlanLink("vxlan-5001", 5001)
        {
            Local = IpAddress.Parse("192.0.2.1"),
            Learning = false,
            Ttl = 32,
        }).Unwrap();
        _here.Route.Links.Create(new VxlanLink("vxlan6", 5002) { Local = IpAddress.Parse("2001:db8::1"), Port = 4790 }).Unwrap();
        _here.Route.Links.Create(new BridgeLink("qbr1")
        {
            SpanningTree = false,
            ForwardDelay = TimeSpan.Zero,
            AgeingTime = TimeSpan.Zero,
            MulticastSnooping = false,
        }).Unwrap();

        var shown = Tool.Json("ip", "-n", _here.Name, "-j", "-d", "link");
        Data("shaper", "ifb");
        var vxlan = Data("vxlan-5001", "vxlan");
        Assert.Equal((5001, "192.0.2.1", 4789, false, 32),
            (vxlan.GetProperty("id").GetInt32(), vxlan.GetProperty("local").GetString(), vxlan.GetProperty("port").GetInt32(),
            vxlan.GetProperty("learning").GetBoolean(), vxlan.GetProperty("ttl").GetInt32()));
        Assert.Equal("2001:db8::1", Data("vxlan6", "vxlan").GetProperty("local6").GetString());
        var bridge = Data("qbr1", "bridge");
        Assert.Equal((0, 0, 0), (bridge.GetProperty("ageing_time").GetInt32(), bridge.GetProperty("stp_state").GetInt32(),
            bridge.GetProperty("mcast_snooping").GetInt32()));

        _here.Route.Links.Reconfigure(new BridgeLink("qbr1") { AgeingTime = TimeSpan.FromSeconds(300) }).Unwrap();
        shown = Tool.Json("ip", "-n", _here.Name, "-j", "-d", "link");
        Assert.Equal(30000, Data("qbr1", "bridge").GetProperty("ageing_time").GetInt32());

        System.Text.Json.JsonElement Data(string name, string kind)
        {
            var info = shown.With("ifname", name).GetProperty("linkinfo");
            Assert.Equal(kind, info.GetProperty("info_kind").GetString());
            return info.TryGetProperty("info_data", out var data) ? data : default;
        }
    }

    [Fact]
    public void The_flags_of_a_bridge_port_are_written_and_read_back()
    {
        var bridge = _here.Route.Links.Create(new BridgeLink("br")).Unwrap();
        var port = _here.Route.Links.Create(new IfbLink("d") { Master = bridge.Index }).Unwrap();
        Assert.True(port.BridgePort!.Learning);
        Assert.False(port.BridgePort.Isolated);

        _here.Route.Links.ChangeBridgePort(port.Index, new BridgePortSettings
        {
            Learning = false,
            UnicastFlood = false,
            Isolated = true,
            NeighbourSuppression = true,
            Hairpin = true,
        }).Unwrap();

        Assert.Equal(
            new BridgePortSettings
            {
                Learning = false,
                UnicastFlood = false,
                MulticastFlood = true,
                BroadcastFlood = true,
                Isolated = true,
                NeighbourSuppression = true,
                Hairpin = true,
                ProxyArpWifi = false,
            },
            _here.Route.Links.Get(port).Unwrap().BridgePort);
    }

    [Fact]
    public void A_namespace_that_was_closed_is_refused_before_anything_is_sent()
    {
        var there = new TestNamespace();
        there.Dispose();
        Assert.Throws<ObjectDisposedException>(() =>
            _here.Route.Links.Create(new VethPair("x", "y") { PeerNamespace = there.Space }));
        Assert.Equal("ENODEV", _here.Route.Links.Get("x").Error!.Type);
    }
}
