using Naru.Primitives;
using Naru.Protocols.Netlink.Route;

namespace Naru.Protocols.Netlink.Specs.Route;

public sealed class RouteMonitorSpecs
{
    [Fact]
    public async Task What_happens_after_the_opening_is_told_in_order()
    {
        using var here = new TestNamespace();
        using var monitor = RouteMonitor.Open(here.Space, RouteTopics.All).Unwrap();
        using var limit = new CancellationTokenSource(TestNamespace.Patience);

        var link = here.Route.Links.Create(new BridgeLink("br") { State = LinkState.Up }).Unwrap();
        var address = InterfaceAddress.On(link.Index, IpAddress.Parse("10.0.0.1"), 24);
        here.Route.Addresses.Add(address).Unwrap();
        here.Route.Neighbours.Add(new Neighbour(link.Index, IpAddress.Parse("10.0.0.9"), MacAddress.Parse("fa:16:3e:00:00:09"))).Unwrap();
        here.Route.Rules.Add(new RoutingRule(4, 77, 77)).Unwrap();
        here.Route.Links.Delete(link).Unwrap();

        var told = new List<RouteEvent>();
        await foreach (var change in monitor.WatchAsync(limit.Token))
        {
            told.Add(change);
            if (change is RouteEvent.OfLink { Change: RouteChange.Gone, Link.Name: "br" })
                break;
        }
        Assert.True(told.FindIndex(IsLinkUp) < told.FindIndex(IsAddress));
        Assert.Contains(told, change => change is RouteEvent.OfRoute { Change: RouteChange.Present, Route.Table: RoutingTable.Local });
        Assert.Contains(told, change => change is RouteEvent.OfNeighbour { Neighbour.Mac: not null });
        Assert.Contains(told, change => change is RouteEvent.OfRule { Rule.Priority: 77 });
        Assert.Contains(told, change => change is RouteEvent.OfAddress { Change: RouteChange.Gone });

        bool IsLinkUp(RouteEvent change) => change is RouteEvent.OfLink { Change: RouteChange.Present, Link: { Name: "br", State: LinkState.Up } };
        bool IsAddress(RouteEvent change) => change is RouteEvent.OfAddress { Change: RouteChange.Present } of && of.Address.Address == address.Address;
    }

    [Fact]
    public async Task Too_many_events_are_told_as_lost()
    {
        using var here = new TestNamespace();
        using var monitor = RouteMonitor.Open(here.Space, RouteTopics.Rules).Unwrap();
        using var limit = new CancellationTokenSource(TestNamespace.Patience);
        var requests = Enumerable.Range(1, 4000).Select(i => RuleRequests.Add(new RoutingRule(4, (uint)i, 77))).ToArray();
        Assert.All(here.Route.Execute(requests), outcome => outcome.Unwrap());

        await foreach (var change in monitor.WatchAsync(limit.Token))
        {
            if (change is RouteEvent.Lost)
                return;
        }
    }

    [Fact]
    public async Task Watching_ends_when_it_is_cancelled()
    {
        using var here = new TestNamespace();
        using var monitor = RouteMonitor.Open(here.Space, RouteTopics.Links).Unwrap();
        using var cancellation = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            await foreach (var _ in monitor.WatchAsync(cancellation.Token))
            {
            }
        });
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }
}
