using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Naru.Agent.Firewall;
using Naru.Agent.Nftables;
using Naru.Agent.Reconciling;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Route;

namespace Naru.Agent.LinuxBridge;

/// <summary>Keeps this host's ports on bridges of the kernel, one a network, as Neutron's Linux bridge agent named them.</summary>
/// <remarks>
/// Nothing is kept by the agent but what the kernel has: a new agent finds bridges, tunnels and ports in place and writes the
/// difference, which is none. A port joins its bridge after its security groups are in place.
/// </remarks>
/// <param name="gates">Who has to be ready before the device of an instance joins its bridge.</param>
internal sealed class BridgeReconciler(
    NetworkNamespace home, string host, AgentConfiguration configuration, string? noVlans, IReadOnlyList<IPortGate> gates, WakeUp wakeUp, ILogger<BridgeReconciler> log)
    : IHostSwitch
{
    private static readonly TimeSpan MonitorRetry = TimeSpan.FromSeconds(1);

    private readonly RouteSocket _route = RouteSocket.Open(home).Unwrap();
    private readonly RulesetKeeper _rules = RulesetKeeper.Open(home, log).Unwrap();
    private readonly BridgeLimits _limits = new(home, log);
    private readonly Dictionary<string, Error> _problems = [];
    private readonly HashSet<string> _wired = [];
    private BridgeMaker? _maker;
    private OverlayWriter? _overlays;
    private NodeView? _view;
    private string? _unguarded;
    private BridgePlan _plan = new([], ImmutableDictionary<string, Error>.Empty);
    private Dictionary<string, Overlay> _overlay = [];
    private EquatableList<OverlayWriter.Place> _places;

    private BridgeMaker Maker => _maker ??= new BridgeMaker(
        home, _route, [.. configuration.InterfaceMappings.Values], configuration.LocalAddress, noVlans, log);

    private OverlayWriter Overlays => _overlays ??= new OverlayWriter(_route, log);

    public async Task WatchAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            wakeUp.Set();
            // A monitor that cannot be opened costs swiftness only: the loop looks by itself, too.
            if (RouteMonitor.Open(home, RouteTopics.Links).TryGet(out var monitor, out _))
            {
                using (monitor)
                {
                    await foreach (var _ in monitor.WatchAsync(cancellation))
                        wakeUp.Set();
                }
            }
            await Task.Delay(MonitorRetry, cancellation);
        }
    }

    public Task<Result<Done>> ReconcileAsync(NodeView view, IReadOnlyList<ServicePort> services, bool verify, CancellationToken cancellation) =>
        Task.FromResult(Reconcile(view, services, verify));

    public IEnumerable<Observation> Observe(NodeView view, IEnumerable<IPortGate> gates)
    {
        foreach (var port in view.Ports)
        {
            if (port.Host == host && port.IsBound)
                yield return Observe(port, gates);
        }
    }

    public ValueTask DisposeAsync()
    {
        _route.Dispose();
        _limits.Dispose();
        _rules.Dispose();
        return ValueTask.CompletedTask;
    }

    private Result<Done> Reconcile(NodeView view, IReadOnlyList<ServicePort> services, bool verify)
    {
        var isNew = !ReferenceEquals(view, _view);
        if (isNew)
        {
            _plan = BridgePlan.Of(view, configuration);
            _overlay = configuration.LocalAddress is { } local ? Overlay.Of(view, host, local) : [];
            _view = view;
        }
        if (Maker.ReadLinks().Error is { } unread)
            return unread;
        var bridges = MakeBridges();
        AnswerArp();
        Wire(view, services, bridges);
        if (Maker.RemoveOthers(_plan.Bridges).Error is { } kept)
            return kept;
        return WriteOverlays(isNew || verify);
    }

    /// <returns>The bridges that are there, by network id.</returns>
    private Dictionary<string, Link> MakeBridges()
    {
        var bridges = new Dictionary<string, Link>();
        var problems = _plan.Problems.ToDictionary();
        foreach (var plan in _plan.Bridges)
        {
            if (Maker.Ensure(plan).TryGet(out var bridge, out var error))
                bridges[plan.NetworkId] = bridge;
            else
                problems[plan.NetworkId] = error;
        }
        foreach (var gone in _problems.Keys.Where(network => !problems.ContainsKey(network)).ToList())
            _problems.Remove(gone);
        foreach (var (network, error) in problems)
        {
            if (_problems.GetValueOrDefault(network) == error)
                continue;
            _problems[network] = error;
            log.NotCarried(network, error.Message);
        }
        return bridges;
    }

    // Where it cannot be guarded, questions go to all hosts of the network.
    private void AnswerArp()
    {
        var tunnels = _plan.Bridges.Items.Select(plan => plan.Uplink).OfType<Uplink.Tunnel>()
            .Select(tunnel => Maker.Links.GetValueOrDefault(tunnel.Device)).OfType<Link>().ToList();
        var done = tunnels.Count == 0
            ? _rules.Remove(ArpGuardTables.Tunnels)
            : _rules.Ensure(ArpGuardTables.Of([.. tunnels.Select(tunnel => tunnel.Name)])).Map(_ => default(Done));
        foreach (var tunnel in tunnels)
            done = done.Then(_ => Maker.AnswerFor(tunnel));
        if (done.Error is { } refused && refused.Message != _unguarded)
            log.ArpNotAnswered(refused.Message);
        _unguarded = done.Error?.Message;
    }

    private void Wire(NodeView view, IReadOnlyList<ServicePort> services, Dictionary<string, Link> bridges)
    {
        _wired.Clear();
        foreach (var service in services)
        {
            if (view.Ports.Find(service.PortId) is { } port && Maker.Links.TryGetValue(service.Device, out var device))
                Join(port, device, bridges);
        }
        foreach (var port in view.Ports)
        {
            if (port.Host != host || port.IsOfService || !Maker.Links.TryGetValue(BridgedPort.TapOf(port.Id), out var device))
                continue;
            if (port is not { IsBound: true, AdminStateUp: true })
                Release(device);
            else if (gates.All(gate => gate.Refusal(port.Id) is null))
            {
                Join(port, device, bridges);
                _limits.Ensure(port, device);
            }
        }
        _limits.KeepOnly(_wired);
        ReleaseStrangers(view, services, bridges);
    }

    private void Join(NodePort port, Link device, Dictionary<string, Link> bridges)
    {
        if (bridges.TryGetValue(port.NetworkId, out var bridge) && Maker.Join(bridge, device).Succeeded)
            _wired.Add(port.Id);
    }

    /// <summary>What was a port of this host and is none any more has no business on a bridge of ours.</summary>
    private void ReleaseStrangers(NodeView view, IReadOnlyList<ServicePort> services, Dictionary<string, Link> bridges)
    {
        var ours = bridges.Values.Select(bridge => bridge.Index).ToHashSet();
        var taps = view.Ports.Where(port => port.Host == host && port.IsBound).Select(port => BridgedPort.TapOf(port.Id)).ToHashSet();
        taps.UnionWith(services.Select(service => service.Device));
        foreach (var link in Maker.Links.Values)
        {
            if (link.Master is { } master && ours.Contains(master) && link.Name.StartsWith(BridgeNames.TapPrefix, StringComparison.Ordinal) && !taps.Contains(link.Name))
                Release(link);
        }
    }

    private void Release(Link device)
    {
        if (device.Master is null)
            return;
        if (_route.Links.Change(device, new LinkChange { Master = LinkChange.NoMaster }).Succeeded)
            log.Released(device.Name);
    }

    private Result<Done> WriteOverlays(bool isDue)
    {
        var wanted = new List<(OverlayWriter.Place Place, Overlay Overlay)>();
        foreach (var plan in _plan.Bridges)
        {
            if (plan.Uplink is Uplink.Tunnel tunnel
                && Maker.Links.TryGetValue(plan.Name, out var bridge) && Maker.Links.TryGetValue(tunnel.Device, out var device))
            {
                wanted.Add((new(bridge.Index, device.Index), _overlay.GetValueOrDefault(plan.NetworkId) ?? new Overlay([], [], [])));
            }
        }
        var places = wanted.Select(each => each.Place).ToEquatableList();
        if (!isDue && places == _places)
            return Done.Ok;
        return Overlays.Write(wanted).Map(done =>
        {
            _places = places;
            return done;
        });
    }

    private Observation Observe(NodePort port, IEnumerable<IPortGate> gates)
    {
        if (_wired.Contains(port.Id))
        {
            return gates.Select(gate => gate.Refusal(port.Id)).FirstOrDefault(refusal => refusal is not null) is { } refusal
                ? new Observation(ObservedKind.Port, port.Id, Condition.Down, refusal)
                : new Observation(ObservedKind.Port, port.Id, Condition.Active, "");
        }
        if (!port.AdminStateUp)
            return new Observation(ObservedKind.Port, port.Id, Condition.Down, "The port is administratively down.");
        return _problems.GetValueOrDefault(port.NetworkId) is { } problem
            ? new Observation(ObservedKind.Port, port.Id, Condition.Error, problem.Message)
            : new Observation(ObservedKind.Port, port.Id, Condition.Down, $"No device '{BridgedPort.TapOf(port.Id)}' is on this host.");
    }
}
