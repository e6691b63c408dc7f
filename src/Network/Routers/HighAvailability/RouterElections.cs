using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.Routers.HighAvailability;

/// <summary>Names another active host for highly available routers whose active host is silent or has been taken off.</summary>
/// <remarks>
/// Nobody is named before the one before cannot act any more: the server's promise to it has run out, and while the next one is
/// being named it gets no new one. (The next one, for its part, waits out what it promised itself; see docs/decisions/0015.)
/// </remarks>
public sealed class RouterElections(Store store, LeaseBook leases, RouterScheduling scheduling, TimeProvider time, ILogger<RouterElections> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    // While no router is highly available there is nobody to be replaced.
    private static readonly TimeSpan IdleInterval = TimeSpan.FromMilliseconds(500);
    private static readonly WriteContext Origin = new("election", "");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var state = store.Current;
            var hosts = RouterTable.ByActiveHost.KeysIn(state).ToList();
            foreach (var host in hosts)
            {
                if (MayReplace(state, host))
                    await ReplaceAsync(host);
            }
            timer.Period = hosts.Count > 0 ? Interval : IdleInterval;
        }
    }

    private bool MayReplace(IStateReader state, string host) =>
        RouterTable.ByActiveHost.Of(state, host).Any(router => IsFree(router, host) && Next(state, router, host) is not null);

    // Between the look and the write the host may have come back: no promise is given from here on, and then it is looked at again.
    private async Task ReplaceAsync(string host)
    {
        var isSilent = leases.IsExpired(host);
        if (isSilent)
            leases.Require(host, long.MaxValue);
        var epoch = 0L;
        var written = await store.WriteAsync(Origin, Result<Done> (state) =>
        {
            foreach (var router in RouterTable.ByActiveHost.Of(state, host).ToList())
            {
                if (!IsFree(router, host) || Next(state, router, host) is not { } next)
                    continue;
                var appointed = scheduling.Appoint(state, router, next);
                epoch = appointed.Epoch;
                state.Update(RouterTable.Table, appointed.Touched(state));
                log.RouterMoved(router.Id, host, next);
            }
            return Done.Ok;
        });
        if (isSilent)
            leases.Require(host, epoch);
        if (written.Error is { } error)
            log.ElectionFailed(host, error.Message);
    }

    /// <summary>Whether the router's active host cannot act on it any more.</summary>
    private bool IsFree(Router router, string host)
    {
        if (router.Host.Length > 0)
            return leases.IsExpired(host);
        if (leases.Knows(host, router.Epoch) is true)
            return true;
        leases.Require(host, router.Epoch);
        return leases.IsExpired(host);
    }

    /// <summary>A living host that stands by, and that the one before knows of: whom it does not know it has not asked for a promise.</summary>
    private string? Next(IStateReader state, Router router, string host) => leases.Knows(host, router.HostsRevision) is false
        ? null
        : router.StandbyHosts.Items
            .Where(other => other != host && !leases.IsExpired(other) && state.In(Nodes.NodeTable.Table).Find(other) is { IsAttached: true })
            .OrderBy(other => RouterTable.ByHost.CountOf(state, other))
            .FirstOrDefault();
}
