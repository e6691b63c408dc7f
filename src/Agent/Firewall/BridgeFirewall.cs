using Microsoft.Extensions.Logging;
using Naru.Agent.Nftables;
using Naru.Agent.Reconciling;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Conntrack;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Route;

namespace Naru.Agent.Firewall;

/// <summary>Keeps the security groups of ports in place on Linux bridges.</summary>
/// <remarks>Works before the switch is written: a port is filtered before it is wired.</remarks>
internal sealed class BridgeFirewall<TPort>(NetworkNamespace home, string host, IFirewallForm<TPort> form, ILogger log)
    : IHostService, IPortGate, IAsyncDisposable
    where TPort : BridgedPort
{
    private readonly RouteSocket _route = RouteSocket.Open(home).Unwrap();
    private readonly ConntrackSocket _connections = ConntrackSocket.Open(home).Unwrap();
    private readonly RulesetKeeper _rules = RulesetKeeper.Open(home, log).Unwrap();

    /// <summary>Bridges that show their packets to the IP hooks, by index.</summary>
    private readonly HashSet<int> _shown = [];

    /// <summary>What is in place, by port id.</summary>
    private Dictionary<string, PortRules> _applied = [];

    /// <summary>By what the connections of a port have been judged, by port id.</summary>
    private readonly Dictionary<string, PortRules> _judged = [];
    private NodeView? _view;
    private EquatableList<TPort> _ports;
    private EquatableList<string> _others;
    private Dictionary<string, PortRules> _wanted = [];
    private TablePlan[] _tables = [];
    private Error? _problem;

    public IReadOnlyList<ServicePort> Plug(NodeView view)
    {
        var problem = Reconcile(view).Error;
        if (problem is not null && problem != _problem)
            log.FirewallFailed(problem.Message);
        _problem = problem;
        return [];
    }

    public ValueTask ConfigureAsync(NodeView view, CancellationToken cancellation) => ValueTask.CompletedTask;

    public IEnumerable<Observation> Observe(NodeView view) => [];

    public string? Refusal(string portId)
    {
        if (_view?.Ports.Find(portId) is not { } port || !form.Covers(port) || _applied.ContainsKey(portId))
            return null;
        return _problem is { } problem
            ? $"Its security groups are not in place: {problem.Message}"
            : $"Its security groups are not in place: expected {form.Expected(port)}.";
    }

    public ValueTask DisposeAsync()
    {
        _rules.Dispose();
        _connections.Dispose();
        _route.Dispose();
        return ValueTask.CompletedTask;
    }

    private Result<Done> Reconcile(NodeView view)
    {
        if (!_route.Links.List().TryGet(out var listed, out var unread))
            return unread;
        var links = listed.ToDictionary(link => link.Name);
        var guarded = view.Ports.Where(port => port.Host == host && port is { IsBound: true, AdminStateUp: true } && form.Covers(port));
        var ports = form.Plugged(guarded.OrderBy(port => port.Id, StringComparer.Ordinal), links).ToEquatableList();
        Decide(view, ports, form.Others(ports, links).ToEquatableList());
        if (Show(links).Error is { } hidden)
            return hidden;
        if (_rules.Ensure(_tables).Error is { } refused)
            return refused;
        _applied = _wanted;
        return Cut();
    }

    private void Decide(NodeView view, EquatableList<TPort> ports, EquatableList<string> others)
    {
        if (_tables.Length > 0 && ReferenceEquals(view, _view) && ports == _ports && others == _others)
            return;
        (_view, _ports, _others) = (view, ports, others);
        _wanted = ports.Items.ToDictionary(port => port.Port.Id, port => PortRules.Of(view, port.Port));
        _tables = form.Tables(ports, others, _wanted);
    }

    // Per bridge, so that whatever else the host bridges is left alone.
    private Result<Done> Show(Dictionary<string, Link> links)
    {
        foreach (var port in _ports)
        {
            var bridge = links[port.Bridge];
            if (_shown.Contains(bridge.Index))
                continue;
            if (_route.Links.Reconfigure(new BridgeLink(bridge.Name) { CallIptables = true, CallIp6tables = true }).Error is { } refused)
                return refused;
            _shown.Add(bridge.Index);
        }
        return Done.Ok;
    }

    /// <summary>Ends the connections of ports with other rules than before that no rule would let begin now.</summary>
    private Result<Done> Cut()
    {
        foreach (var gone in _judged.Keys.Where(id => !_applied.ContainsKey(id)).ToList())
            _judged.Remove(gone);
        foreach (var port in _ports)
        {
            var rules = _applied[port.Port.Id];
            if (!port.Port.PortSecurityEnabled || _judged.GetValueOrDefault(port.Port.Id) == rules)
                continue;
            if (!_connections.List(new ConnectionFilter { Zone = port.Zone }).TryGet(out var tracked, out var unlisted))
                return unlisted;
            var ended = tracked.Where(connection => !rules.Allow(connection)).ToList();
            if (_connections.Delete(ended).Error is { } refused)
                return refused;
            if (ended.Count > 0)
                log.ConnectionsCut(port.Port.Id, ended.Count);
            _judged[port.Port.Id] = rules;
        }
        return Done.Ok;
    }
}
