using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.Agent.OpenVSwitch.Ports;
using Naru.Agent.Reconciling;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.OpenFlow;
using Naru.Protocols.OpenFlow.Messages;
using Naru.Protocols.Ovsdb.Models.Vswitch;
using Naru.Protocols.Ovsdb.Replica;
using Naru.Protocols.Ovsdb.Rpc;
using Naru.Protocols.Ovsdb.VirtualSwitch;

namespace Naru.Agent.OpenVSwitch.Apply;

/// <summary>Keeps this host's Open vSwitch in line: bridges and ports over OVSDB, flows over OpenFlow.</summary>
internal sealed class SwitchReconciler(
    string host, AgentConfiguration configuration, OvsdbReplica replica, WakeUp wakeUp, ILoggerFactory logs) : IHostSwitch
{
    /// <summary>How long ovs-vswitchd may take to close a port; it does so within milliseconds if it runs at all.</summary>
    private static readonly TimeSpan ReleasePatience = TimeSpan.FromSeconds(2);

    private readonly SwitchPlan _plan = new(host, configuration);
    private readonly TrunkBridges _trunks = new(host);
    private readonly DeviceBook _devices = new();
    private readonly LostPorts _lostPorts = new(TimeProvider.System, device => Directory.Exists($"/sys/class/net/{device}"));
    private readonly Dictionary<string, BridgeFlows> _bridges = [];
    private readonly FlowMemo _integrationFlows = new();
    private readonly FlowMemo _tunnelFlows = new();
    private readonly ILogger<SwitchReconciler> _log = logs.CreateLogger<SwitchReconciler>();

    private OvsdbReplica? _ownReplica;
    private ImmutableDictionary<string, ushort> _vlans = ImmutableDictionary<string, ushort>.Empty;
    private SwitchView? _view;

    /// <summary>With a connection of its own to the host's database.</summary>
    public static SwitchReconciler Open(string host, AgentConfiguration configuration, WakeUp wakeUp, ILoggerFactory logs)
    {
        var database = OvsdbEndpoint.UnixSocket(Path.Combine(configuration.OpenVSwitchRunDirectory, "db.sock"));
        var replica = new OvsdbReplica(database, ReplicaOptions.Switch);
        return new SwitchReconciler(host, configuration, replica, wakeUp, logs) { _ownReplica = replica };
    }

    /// <summary>Wakes the loop whenever the database says something new.</summary>
    public async Task WatchAsync(CancellationToken cancellation)
    {
        var seen = replica.Current;
        while (!cancellation.IsCancellationRequested)
        {
            wakeUp.Set();
            seen = await replica.NextAsync(seen, cancellation);
        }
    }

    /// <param name="verify">Read the flows back, too.</param>
    public async Task<Result<Done>> ReconcileAsync(
        NodeView view, IReadOnlyList<ServicePort> services, bool verify, CancellationToken cancellation)
    {
        var actual = replica.Current;
        if (!actual.IsConnected || !actual.IsLoaded)
            return new Error(ErrorKind.Unavailable, "SwitchAway", actual.Problem?.Message ?? "Open vSwitch's database has not answered yet.");

        _vlans = LocalVlans.Assign(view, _vlans, actual);
        if (_devices.Replaced(services, actual) is { Count: > 0 } replaced)
        {
            if ((await ReleaseAsync(view, [.. services.Except(replaced)], actual, cancellation)).Error is { } kept)
                return kept;
            _log.DevicesReplaced(string.Join(", ", replaced.Select(service => service.Device)));
            actual = replica.Current;
        }
        var lost = _lostPorts.Find(actual).Where(port => _plan.IsOfLocalInstance(view, port.PortId)).ToList();
        foreach (var (device, portId) in lost)
            _log.PortPutBack(device, portId);
        var delta = SwitchDelta.Between(_plan.Desired(view, services, lost, _vlans, actual), actual);
        if (!delta.IsEmpty)
        {
            if (_log.IsEnabled(LogLevel.Information))
                _log.SwitchChanged(string.Join("; ", delta.Changes.Select(change => change.ToString())));
            if (!(await replica.ApplyAsync(delta, cancellation)).TryGet(out _, out var refused))
                return refused;
            actual = replica.Current;
        }
        _devices.Remember(services);

        // What the switch has not opened yet has no number; it wakes the loop when it has.
        _view = _plan.View(view, _vlans, actual);
        return await WriteFlowsAsync(view, _view, actual, verify, cancellation);
    }

    public IEnumerable<Observation> Observe(NodeView view, IEnumerable<IPortGate> gates)
    {
        if (_view is not { } @switch)
            yield break;
        var wired = @switch.LocalPorts(view).Select(port => port.Port.Id).ToHashSet();
        foreach (var port in view.Ports)
        {
            if ((port.Host == host && port.IsBound) || (port.IsDistributed && wired.Contains(port.Id)))
                yield return Observe(port, wired.Contains(port.Id), gates);
        }
        foreach (var observation in _trunks.Observe(view, wired))
            yield return observation;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var bridge in _bridges.Values)
            await bridge.DisposeAsync();
        if (_ownReplica is not null)
            await _ownReplica.DisposeAsync();
    }

    /// <summary>Takes all ports of services out of the switch but these, and waits until it has closed their devices.</summary>
    private async Task<Result<Done>> ReleaseAsync(
        NodeView view, IReadOnlyList<ServicePort> services, ReplicaSnapshot actual, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(ReleasePatience);
        try
        {
            return await replica.ApplyAndWaitAsync(SwitchDelta.Between(_plan.Desired(view, services, [], _vlans, actual), actual), patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Error(ErrorKind.Unavailable, "SwitchAway", "ovs-vswitchd has not closed the ports whose devices are gone.");
        }
    }

    private Observation Observe(NodePort port, bool isWired, IEnumerable<IPortGate> gates)
    {
        if (isWired)
        {
            return gates.Select(gate => gate.Refusal(port.Id)).FirstOrDefault(refusal => refusal is not null) is { } refusal
                ? new Observation(ObservedKind.Port, port.Id, Condition.Down, refusal)
                : new Observation(ObservedKind.Port, port.Id, Condition.Active, "");
        }
        if (!port.AdminStateUp)
            return new Observation(ObservedKind.Port, port.Id, Condition.Down, "The port is administratively down.");
        var opened = replica.Current.Table<Interface>().Rows.FirstOrDefault(row =>
            row.ExternalIds.TryGetValue(InterfaceKeys.PortId, out var id) && id == port.Id);
        return opened is { Error: { Length: > 0 } problem }
            ? new Observation(ObservedKind.Port, port.Id, Condition.Error, $"Open vSwitch cannot open '{opened.Name}': {problem}")
            : new Observation(ObservedKind.Port, port.Id, Condition.Down, "No interface with this iface-id is plugged into br-int.");
    }

    private async Task<Result<Done>> WriteFlowsAsync(
        NodeView view, SwitchView @switch, ReplicaSnapshot actual, bool verify, CancellationToken cancellation)
    {
        Result<Done> result = Done.Ok;
        foreach (var bridge in _bridges.Keys.Where(bridge => actual.Table<Bridge>().Named(bridge) is null).ToList())
        {
            await _bridges[bridge].DisposeAsync();
            _bridges.Remove(bridge);
        }
        List<Meter> meters = [.. QosMeters.Of([.. @switch.LocalPorts(view)])];
        foreach (var (bridge, flows) in FlowsByBridge(view, @switch))
        {
            if (actual.Table<Bridge>().Named(bridge) is null)
                continue;
            if (!_bridges.TryGetValue(bridge, out var writer))
            {
                var socket = Path.Combine(configuration.OpenVSwitchRunDirectory, $"{bridge}.mgmt");
                _bridges.Add(bridge, writer = new BridgeFlows(bridge, socket, wakeUp.Set, logs.CreateLogger<BridgeFlows>()));
            }
            if ((await writer.ReconcileAsync(flows, bridge == Bridges.Integration ? meters : null, verify, cancellation)).Error is { } error)
                result = error with { Message = $"Bridge {bridge}: {error.Message}" };
        }
        return result;
    }

    private IEnumerable<(string Bridge, IReadOnlyList<FlowBlock> Flows)> FlowsByBridge(NodeView view, SwitchView @switch)
    {
        yield return (Bridges.Integration, IntegrationPipeline.Blocks(view, @switch, _integrationFlows));
        if (@switch.PatchToIntegration is not null)
            yield return (Bridges.Tunnel, TunnelPipeline.Blocks(view, @switch, _tunnelFlows));
        foreach (var provider in @switch.Providers)
            yield return (provider.Bridge, [new FlowBlock(ProviderPipeline.Flows(view, @switch, provider))]);
        foreach (var (_, trunk) in _trunks.Of(view))
            yield return (trunk.Bridge, [new FlowBlock(TrunkPipeline.Flows())]);
    }
}
