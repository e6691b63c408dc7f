using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Naru.Network.FloatingIps;
using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.Trunks;
using Naru.Primitives;
using Naru.Protocols.Ovsdb.Models.OvnSouthbound;
using Naru.Protocols.Ovsdb.Replica;
using Naru.State;

namespace Naru.Ovn.Southbound;

/// <summary>Follows the southbound database and records what it tells: chassis as hosts, bindings as the status of ports, trunks and floating IPs.</summary>
public sealed class SouthboundWatch(Store store, NodeAttachment attachment, OvnOptions options, TimeProvider time, ILogger<SouthboundWatch> log) : BackgroundService
{
    private static readonly WriteContext Origin = new("ovn-southbound", "");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly SignsOfLife _signs = new(options.DeadAfter, time);
    private readonly HashSet<string> _ports = [];
    private readonly HashSet<string> _floatingIps = [];

    private static ReplicaOptions SouthboundReplica { get; } = new(
        "OVN_Southbound",
        [
            Chassis.Table.Only(
                Chassis.Columns.Name.Name, Chassis.Columns.Hostname.Name, Chassis.Columns.Encaps.Name, Chassis.Columns.OtherConfig.Name,
                Chassis.Columns.ExternalIds.Name),
            ChassisPrivate.Table.Only(ChassisPrivate.Columns.Name.Name, ChassisPrivate.Columns.NbCfg.Name),
            Encap.Table.Only(Encap.Columns.Ip.Name, Encap.Columns.Type.Name),
            PlacedPort.Table,
            SBGlobal.Table.Only(SBGlobal.Columns.NbCfg.Name),
        ]);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var replica = options.Southbound.IsEmpty ? null : new OvsdbReplica([.. options.Southbound], SouthboundReplica);
        if (replica is not null)
            await replica.ReadyAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(replica, stoppingToken);
            }
            catch (RevisionNotRetainedException)
            {
                // So far behind that changes were forgotten: everything is looked at again.
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.RoundFailed(exception);
                await Task.Delay(Patience, time, stoppingToken);
            }
        }
    }

    private async Task FollowAsync(OvsdbReplica? replica, CancellationToken cancellation)
    {
        var state = store.Current;
        _ports.UnionWith(state.In(PortTable.Table).All.Select(port => port.Id));
        _floatingIps.UnionWith(state.In(FloatingIpTable.Table).All.Select(floating => floating.Id));
        await using var commits = store.WatchAsync(state.Revision, cancellation).GetAsyncEnumerator(cancellation);
        var next = commits.MoveNextAsync().AsTask();
        var seen = replica?.Current;
        while (true)
        {
            await RecordAsync(seen, cancellation);
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var news = replica?.NextAsync(seen!, waiting.Token) ?? Task.Delay(Timeout.InfiniteTimeSpan, waiting.Token);
            await Task.WhenAny(next, news, Task.Delay(Patience, time, waiting.Token));
            await waiting.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
            while (next.IsCompleted)
            {
                if (!await next)
                    return;
                foreach (var change in commits.Current.Changes)
                    Note(state = commits.Current.Snapshot, change);
                next = commits.MoveNextAsync().AsTask();
            }
            if (replica is null || ReferenceEquals(replica.Current, seen))
                continue;
            var now = replica.Current;
            foreach (var binding in PortSightings.Changed(seen!, now))
                Note(state, binding);
            seen = now;
        }
    }

    private void Note(IStateReader state, Change change)
    {
        switch (change.After)
        {
            case Port { Status: not PortStatus.Active } port:
                _ports.Add(port.Id);
                break;
            case FloatingIp floating:
                _floatingIps.Add(floating.Id);
                break;
            case Router router:
                _floatingIps.UnionWith(FloatingIpTable.ByRouter.Of(state, router.Id).Select(floating => floating.Id));
                break;
            case Trunk trunk:
                _ports.Add(trunk.PortId);
                break;
        }
    }

    private void Note(IStateReader state, PlacedPort binding)
    {
        if (PortSightings.PortOf(binding) is { } port)
            _ports.Add(port);
        if (PortSightings.GatewayOf(binding) is { } gateway && state.In(PortTable.Table).Find(gateway) is { } router)
            _floatingIps.UnionWith(FloatingIpTable.ByRouter.Of(state, router.DeviceId).Select(floating => floating.Id));
    }

    private async Task RecordAsync(ReplicaSnapshot? southbound, CancellationToken cancellation)
    {
        var hosts = southbound is null ? [] : ChassisHosts.Of(southbound, _signs.Look(southbound), time.GetUtcNow()).ToList();
        var news = (IReadOnlyList<(string Chassis, string Host, bool IsAlive)>)[];
        bool Record(Transaction state)
        {
            if (southbound is not null)
                news = StatusWriter.Hosts(state, attachment, hosts);
            foreach (var port in _ports)
                StatusWriter.Port(state, southbound, port);
            foreach (var floating in _floatingIps)
                StatusWriter.FloatingIp(state, southbound, floating);
            return true;
        }

        if (_ports.Count == 0 && _floatingIps.Count == 0 && !IsNews(store.Current, hosts, southbound))
            return;
        var written = await store.WriteAsync(Origin, Result<bool> (state) => Record(state), cancellation);
        if (written.Error is { } error)
        {
            log.NotRecorded(error.Message);
            return;
        }
        _ports.Clear();
        _floatingIps.Clear();
        foreach (var (chassis, host, isAlive) in news)
        {
            if (isAlive)
                log.ChassisAttached(chassis, host);
            else
                log.ChassisAway(chassis, host);
        }
    }

    private static bool IsNews(IStateReader state, List<Node> hosts, ReplicaSnapshot? southbound) => southbound is not null
        && (hosts.Exists(host => state.In(NodeTable.Table).Find(host.Id) is not { } known || !ChassisHosts.AreSame(known, host))
            || state.In(NodeTable.Table).All.Any(node => node is { Mechanism: "ovn", IsSimulated: false, IsAttached: true } && !hosts.Exists(host => host.Id == node.Id)));
}
