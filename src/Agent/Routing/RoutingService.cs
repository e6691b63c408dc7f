using Microsoft.Extensions.Logging;
using Naru.Agent.Metadata;
using Naru.Agent.Namespaces;
using Naru.Agent.Reconciling;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Conntrack;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Routing;

/// <summary>Keeps the routers of this host: namespaces <c>qrouter-…</c> with their devices, routes and translations.</summary>
internal sealed class RoutingService(
    NetworkNamespace home, string host, bool finishChecksums, MetadataListeners metadata, TimeProvider time, ILogger<RoutingService> log)
    : IHostService, IMeter, IAsyncDisposable
{
    private readonly NamespaceKeeper _spaces = new(home, host, RouterPlan.NamespacePrefix, LinkGroups.Router, finishChecksums, log);
    private readonly Announcer _announcer = new(time);
    private readonly RouterMeters _meters = new(time);
    private readonly Dictionary<string, Error> _problems = [];

    /// <summary>What is asked of a router beside forwarding and translating, and cannot be had.</summary>
    private readonly Dictionary<string, Error> _lacks = [];

    /// <summary>Routers whose connections have not been looked at since their translations changed.</summary>
    private readonly HashSet<string> _unchecked = [];
    private NodeView? _view;
    private IReadOnlyList<RouterPlan> _plans = [];
    private IReadOnlyList<NamespacePlan> _spacePlans = [];

    public IReadOnlyList<ServicePort> Plug(NodeView view)
    {
        if (!ReferenceEquals(view, _view))
        {
            _view = view;
            _plans = [.. view.Routers.OrderBy(router => router.Id, StringComparer.Ordinal).Select(router => RouterPlan.Of(view, router))];
            _spacePlans = [.. _plans.Select(plan => plan.Space)];
        }
        return _spaces.Plug(_spacePlans);
    }

    public async ValueTask ConfigureAsync(NodeView view, CancellationToken cancellation)
    {
        foreach (var plan in _plans)
            Note(plan.Router.Id, (await ConfigureAsync(plan, cancellation)).Error);
        foreach (var gone in _problems.Keys.Concat(_lacks.Keys).Where(id => view.Routers.Find(id) is null).ToList())
        {
            _problems.Remove(gone);
            _lacks.Remove(gone);
        }
        _unchecked.RemoveWhere(id => view.Routers.Find(id) is null);
        await metadata.KeepOnlyAsync(RouterPlan.NamespacePrefix, _spacePlans.Select(plan => plan.Name).ToHashSet());
        _spaces.RemoveOthers(_spacePlans);
        _announcer.Send(space => _spaces.Find(space.Home.Name) == space);
    }

    public IEnumerable<Observation> Observe(NodeView view)
    {
        foreach (var plan in _plans)
        {
            var router = plan.Router;
            var problem = _problems.GetValueOrDefault(router.Id);
            yield return (problem ?? _lacks.GetValueOrDefault(router.Id), router.AdminStateUp) switch
            {
                ({ } error, _) => new Observation(ObservedKind.Router, router.Id, Condition.Error, error.Message),
                (null, false) => new Observation(ObservedKind.Router, router.Id, Condition.Down, "The router is administratively down."),
                _ => new Observation(ObservedKind.Router, router.Id, Condition.Active, ""),
            };
            var inPlace = plan.Translations.FloatingIps.Select(floating => floating.Id)
                .Concat(plan.Translations.PortForwardings.Select(forwarding => forwarding.FloatingIpId)).ToHashSet();
            foreach (var id in router.FloatingIps.Select(floating => floating.Id)
                .Concat(router.PortForwardings.Select(forwarding => forwarding.FloatingIpId)).Distinct())
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
        await metadata.KeepOnlyAsync(RouterPlan.NamespacePrefix, new HashSet<string>());
        _spaces.Dispose();
    }

    private async ValueTask<Result<Done>> ConfigureAsync(RouterPlan plan, CancellationToken cancellation)
    {
        if (_spaces.ProblemOf(plan.Space.Name) is { } unplugged)
            return unplugged;
        if (_spaces.Find(plan.Space.Name) is not { } space)
            return Error.NotFound("ENOENT", $"Namespace '{plan.Space.Name}' is not there.");
        // Translations come before the addresses they are for, and go before them.
        if (!space.EnsureTable(plan.Table).TryGet(out var translationsChanged, out var refused))
            return refused;
        if (translationsChanged)
            _unchecked.Add(plan.Router.Id);
        NoteLack(plan.Router.Id, EnsureOptions(plan, space).Error);
        if (!space.ConfigureAddresses(plan.Space).TryGet(out var added, out var unconfigured))
            return unconfigured;
        if (space.ConfigureProxies(plan.Space).Error is { } unproxied)
            return unproxied;
        foreach (var (device, address) in added)
            _announcer.Add(space, plan.Space.Devices.Items.First(candidate => candidate.Name == device), address);
        if (_unchecked.Contains(plan.Router.Id))
        {
            if (ForgetConnections(plan, space).Error is { } kept)
                return kept;
            _unchecked.Remove(plan.Router.Id);
        }
        var listening = await metadata.EnsureAsync(
            space.Home, MetadataServer.InRouter, MetadataScope.OfRouter(Guid.Parse(plan.Router.Id)), cancellation);
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

    private void Note(string router, Error? problem) => Note(_problems, router, problem);

    private void NoteLack(string router, Error? problem) => Note(_lacks, router, problem);

    private void Note(Dictionary<string, Error> known, string router, Error? problem)
    {
        if (problem is null)
            known.Remove(router);
        else if (known.GetValueOrDefault(router) != problem)
        {
            known[router] = problem;
            log.RouterFailed(router, problem.Message);
        }
    }
}
