using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Naru.Agent.Metadata;
using Naru.Agent.Namespaces;
using Naru.Agent.Reconciling;
using Naru.Agent.RouterAdvertising;
using Naru.Agent.Routing.HighAvailability;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Conntrack;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Routing;

/// <summary>Keeps the routers of this host: namespaces <c>qrouter-…</c> with their devices, routes and translations.</summary>
/// <param name="kind">Another kind of namespaces that routers have.</param>
/// <param name="leases">Whether this host may act on highly available routers; null: it has none.</param>
internal sealed class RoutingService(
    NetworkNamespace home, string host, CableStyle cables, MetadataListeners metadata, TimeProvider time, ILogger<RoutingService> log,
    RouterSpaces? kind = null, RouterLeases? leases = null)
    : IHostService, IMeter, IAsyncDisposable
{
    private readonly RouterSpaces _kind = kind ?? RouterSpaces.Routers;
    private readonly NamespaceKeeper _spaces = new(
        home, host, (kind ?? RouterSpaces.Routers).Prefix, (kind ?? RouterSpaces.Routers).Group, cables, log);
    private readonly Announcer _announcer = new(time);
    private readonly RouterAdvertisers _advertisers = new(time, log);
    private readonly RouterMeters _meters = new(time);
    private readonly ProblemBook _problems = new(log.RouterFailed);

    /// <summary>What is asked of a router beside forwarding and translating, and cannot be had.</summary>
    private readonly ProblemBook _lacks = new(log.RouterFailed);

    /// <summary>Routers whose connections have not been looked at since their translations changed.</summary>
    private readonly HashSet<string> _unchecked = [];
    private NodeView? _view;
    private ImmutableHashSet<string> _held = [];
    private IReadOnlyList<RouterPlan> _plans = [];
    private IReadOnlyList<NamespacePlan> _spacePlans = [];

    public IReadOnlyList<ServicePort> Plug(NodeView view)
    {
        var held = leases?.Look(view) ?? [];
        if (!ReferenceEquals(view, _view) || !ReferenceEquals(held, _held))
        {
            (_view, _held) = (view, held);
            _plans = [.. view.Routers.OrderBy(router => router.Id, StringComparer.Ordinal).Select(router => Plan(view, router)).OfType<RouterPlan>()];
            _spacePlans = [.. _plans.Select(plan => plan.Space)];
        }
        return _spaces.Plug(_spacePlans);
    }

    public async ValueTask ConfigureAsync(NodeView view, CancellationToken cancellation)
    {
        foreach (var plan in _plans)
            _problems.Note(plan.Router.Id, (await ConfigureAsync(plan, cancellation)).Error);
        var routers = view.Routers.Select(router => router.Id).ToHashSet();
        _problems.KeepOnly(routers);
        _lacks.KeepOnly(routers);
        _unchecked.RemoveWhere(id => view.Routers.Find(id) is null);
        var names = _spacePlans.Select(plan => plan.Name).ToHashSet();
        await metadata.KeepOnlyAsync(_kind.Prefix, names);
        await _advertisers.KeepOnlyAsync(names);
        leases?.KeepOnly(view.Routers.Where(router => router.Election is not null).Select(router => router.Id).ToHashSet());
        _spaces.RemoveOthers(_spacePlans);
        _announcer.Send(space => _spaces.Find(space.Home.Name) == space);
    }

    public IEnumerable<Observation> Observe(NodeView view)
    {
        foreach (var plan in _plans)
        {
            var router = plan.Router;
            var problem = _problems.Of(router.Id);
            if (_kind.Prefix == RouterPlan.NamespacePrefix)
            {
                yield return (problem ?? _lacks.Of(router.Id), router.AdminStateUp) switch
                {
                    ({ } error, _) => new Observation(ObservedKind.Router, router.Id, Condition.Error, error.Message),
                    (null, false) => new Observation(ObservedKind.Router, router.Id, Condition.Down, "The router is administratively down."),
                    _ => new Observation(ObservedKind.Router, router.Id, Condition.Active, ""),
                };
            }
            var inPlace = plan.Translations.FloatingIps.Select(floating => floating.Id)
                .Concat(plan.Translations.PortForwardings.Select(forwarding => forwarding.FloatingIpId)).ToHashSet();
            foreach (var id in _kind.FloatingIps(router).Distinct())
            {
                yield return problem is not null
                    ? new Observation(ObservedKind.FloatingIp, id, Condition.Error, problem.Message)
                    : inPlace.Contains(id)
                        ? new Observation(ObservedKind.FloatingIp, id, Condition.Active, "")
                        : new Observation(ObservedKind.FloatingIp, id, Condition.Down, $"Router {router.Id} has no gateway.");
            }
        }
    }

    public IEnumerable<NodeMeter> Read() => _meters.Read(_plans, plan => _spaces.Find(plan.Space.Name));

    public async ValueTask DisposeAsync()
    {
        await metadata.KeepOnlyAsync(_kind.Prefix, new HashSet<string>());
        await _advertisers.DisposeAsync();
        _spaces.Dispose();
    }

    private RouterPlan? Plan(NodeView view, NodeRouter router) => _kind.Plan(view, router) is { } plan
        ? router.Election is null || _held.Contains(router.Id) ? plan : plan.StandingBy()
        : null;

    private async ValueTask<Result<Done>> ConfigureAsync(RouterPlan plan, CancellationToken cancellation)
    {
        if (!_spaces.Ready(plan.Space.Name).TryGet(out var space, out var unready))
            return unready;
        if (plan.Router.Election is not null && leases is not null
            && leases.Guard(plan.Router, space.Home, [.. plan.Space.Devices.Select(device => device.Name)]).Error is { } unguarded)
        {
            return unguarded;
        }
        // Translations come before the addresses they are for, and go before them.
        if (!space.EnsureTable(plan.Table).TryGet(out var translationsChanged, out var refused))
            return refused;
        if (translationsChanged)
            _unchecked.Add(plan.Router.Id);
        _lacks.Note(plan.Router.Id, EnsureOptions(plan, space).Error);
        if (!space.ConfigureAddresses(plan.Space).TryGet(out var added, out var unconfigured))
            return unconfigured;
        if (space.ConfigureProxies(plan.Space).Error is { } unproxied)
            return unproxied;
        foreach (var (name, address) in added)
        {
            if (plan.Space.Devices.Items.FirstOrDefault(candidate => candidate.Name == name) is { } device)
                _announcer.Add(space, device, address);
        }
        if (_unchecked.Contains(plan.Router.Id))
        {
            if (ForgetConnections(plan, space).Error is { } kept)
                return kept;
            _unchecked.Remove(plan.Router.Id);
        }
        var listening = await metadata.EnsureAsync(
            space.Home, space.MetadataAddresses(plan.Space, MetadataServer.InRouter), MetadataScope.OfRouter(Guid.Parse(plan.Router.Id)), cancellation);
        if ((await _advertisers.AdvertiseAsync(space, plan.Advertisements)).Error is { } untold)
            return untold;
        if (space.ConfigurePolicies(plan.Space).Error is { } misled)
            return misled;
        // Last: a route that its owner got wrong keeps nothing else from being in place.
        return space.ConfigureRoutes(plan.Space) is { Succeeded: false } unrouted ? unrouted : listening;
    }

    /// <summary>Each of these tables stands for itself: one that the kernel cannot have keeps no other from being in place.</summary>
    private static Result<Done> EnsureOptions(RouterPlan plan, KeptNamespace space)
    {
        Error? lack = null;
        foreach (var table in plan.Options)
            lack = space.EnsureTable(table).Error ?? lack;
        foreach (var table in RouterPlan.OptionalTables.Except(plan.Options.Select(option => option.Table)))
            lack = space.RemoveTable(table).Error ?? lack;
        return lack is null ? Done.Ok : lack;
    }

    // A connection keeps the translation of its first packet, whatever the rules have become.
    private static Result<Done> ForgetConnections(RouterPlan plan, KeptNamespace space) => ConntrackSocket.Open(space.Home).Then<Done>(connections =>
    {
        using (connections)
        {
            if (!connections.List(new ConnectionFilter { Version = 4 }).TryGet(out var tracked, out var unlisted))
                return unlisted;
            return connections.Delete([.. plan.Translations.Outdated(tracked)]).Map(_ => default(Done));
        }
    });
}
