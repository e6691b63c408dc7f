using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Naru.Network.Agents;
using Naru.Network.Routers;
using Naru.Network.Routers.HighAvailability;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Nodes;

/// <summary>Gives the routers and networks of hosts that stay away to others.</summary>
/// <remarks>A host that was only out of the server's sight learns it when it comes back, and takes down what is not its own any more.</remarks>
public sealed class HostWatch(
    Store store, RouterScheduling routers, DhcpScheduling dhcp, NetworkOptions options, TimeProvider time, ILogger<HostWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly WriteContext Origin = new("host-watch", "");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.RescheduleAfter == TimeSpan.Zero)
            return;
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var state = store.Current;
            foreach (var node in state.In(NodeTable.Table).All)
            {
                if (Away(node) > options.RescheduleAfter && MustEvacuate(state, node.Id))
                    await EvacuateAsync(node);
            }
        }
    }

    private TimeSpan Away(Node node) => node.IsAttached || node.DetachedAt is not { } since ? TimeSpan.Zero : time.GetUtcNow() - since;

    private static bool MustEvacuate(IStateReader state, string host) =>
        RouterScheduling.MustEvacuate(state, host) || DhcpScheduling.MustEvacuate(state, host);

    private async Task EvacuateAsync(Node node)
    {
        log.HostEvacuated(node.Id, Away(node));
        var written = await store.WriteAsync(Origin, Result<Done> (state) =>
        {
            if (state.In(NodeTable.Table).Find(node.Id) is not { IsAttached: false })
                return Done.Ok;
            routers.Evacuate(state, node.Id);
            dhcp.Evacuate(state, node.Id);
            return Done.Ok;
        });
        if (written.Error is { } error)
            log.EvacuationFailed(node.Id, error.Message);
    }
}
