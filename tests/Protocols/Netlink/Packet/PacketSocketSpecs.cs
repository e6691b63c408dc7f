using Naru.Primitives;
using Naru.Protocols.Netlink.Packet;
using Naru.Protocols.Netlink.Route;

namespace Naru.Protocols.Netlink.Specs.Packet;

public sealed class PacketSocketSpecs : IAsyncLifetime
{
    private static readonly MacAddress Mac = MacAddress.Parse("fa:16:3e:00:00:01");

    private readonly TestNamespace _here = new();
    private readonly TestNamespace _there = new();
    private readonly Link _near;
    private readonly Link _far;

    public PacketSocketSpecs()
    {
        _near = _here.Route.Links.Create(new VethPair("near", "far") { Mac = Mac, PeerNamespace = _there.Space, State = LinkState.Up }).Unwrap();
        _far = _there.Route.Links.Get("far").Unwrap();
        _there.Route.Links.SetUp(_far).Unwrap();
    }

    // The kernel drops what is sent before it has noticed, a little later, that the cable is plugged at both ends.
    public async Task InitializeAsync()
    {
        using var limit = new CancellationTokenSource(TestNamespace.Patience);
        foreach (var (place, link) in new[] { (_here, _near), (_there, _far) })
        {
            using var monitor = RouteMonitor.Open(place.Space, RouteTopics.Links).Unwrap();
            await using var changes = monitor.WatchAsync(limit.Token).GetAsyncEnumerator();
            while (place.Route.Links.Get(link).Unwrap().OperationalState is not OperationalState.Up)
                await changes.MoveNextAsync();
        }
    }

    public Task DisposeAsync()
    {
        _here.Dispose();
        _there.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_frame_arrives_at_the_other_end_as_it_was_sent_and_not_at_its_sender()
    {
        using var limit = new CancellationTokenSource(TestNamespace.Patience);
        using var sender = PacketSocket.Open(_here.Space, _near.Index, EtherType.Arp).Unwrap();
        using var receiver = PacketSocket.Open(_there.Space, _far.Index, EtherType.Arp).Unwrap();
        var there = new byte[2048];
        var receiving = receiver.ReceiveAsync(there, limit.Token);
        var announcement = Announcement.Of(IpAddress.Parse("203.0.113.77"), Mac);
        sender.Send(announcement).Unwrap();
        Assert.Equal(announcement, there[..await receiving]);

        // The sender's first frame is the answer, not its own.
        var here = new byte[2048];
        var answer = Announcement.Of(IpAddress.Parse("203.0.113.78"), MacAddress.Parse("fa:16:3e:00:00:02"));
        receiver.Send(answer).Unwrap();
        Assert.Equal(answer, here[..await sender.ReceiveAsync(here, limit.Token)]);
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.7", 24)]
    [InlineData("2001:db8::1", "2001:db8::7", 64)]
    public async Task An_announcement_changes_what_a_neighbour_believes(string own, string announced, int length)
    {
        using var limit = new CancellationTokenSource(TestNamespace.Patience);
        var address = IpAddress.Parse(announced);
        _there.Route.Addresses.Add(InterfaceAddress.On(_far.Index, IpAddress.Parse(own), length) with { Flags = AddressFlags.NoDuplicateDetection }).Unwrap();
        _there.Route.Neighbours
            .Add(new Neighbour(_far.Index, address, MacAddress.Parse("fa:16:3e:00:00:ff")) { State = NeighbourState.Stale })
            .Unwrap();
        using var monitor = RouteMonitor.Open(_there.Space, RouteTopics.Neighbours).Unwrap();
        using var sender = PacketSocket.Open(_here.Space, _near.Index, EtherType.Arp).Unwrap();

        sender.Send(Announcement.Of(address, Mac)).Unwrap();

        await foreach (var change in monitor.WatchAsync(limit.Token))
        {
            if (change is RouteEvent.OfNeighbour { Neighbour: var neighbour } && neighbour.Address == address && neighbour.Mac == Mac)
                return;
        }
    }

    [Fact]
    public void A_link_that_is_not_there_or_down_is_named_or_told()
    {
        Assert.Equal("ENODEV", PacketSocket.Open(_here.Space, 4711, EtherType.All).Error!.Type);
        using var sender = PacketSocket.Open(_here.Space, _near.Index, EtherType.All).Unwrap();
        _here.Route.Links.SetDown(_near).Unwrap();
        Assert.Equal("ENETDOWN", sender.Send(Announcement.Of(IpAddress.Parse("10.0.0.1"), Mac)).Error!.Type);
    }
}
