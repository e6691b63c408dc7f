using Microsoft.Extensions.Logging;
using Naru.Agent.OpenVSwitch.Apply;
using Naru.Agent.OpenVSwitch.Ports;
using Naru.Agent.Reconciling;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.OpenFlow;
using Naru.Protocols.Ovsdb.Models.Vswitch;
using Naru.Protocols.Ovsdb.Replica;
using Naru.Protocols.Ovsdb.Rpc;
using Naru.Protocols.Ovsdb.Transactions;
using Naru.Protocols.Ovsdb.Values;
using Condition = Naru.Protocols.Ovsdb.Transactions.Condition;

namespace Naru.Agent.Ovn;

/// <summary>A switch that ovn-controller runs: all that is ours in it are the ports of our services, and a guard before OVN's flows.</summary>
internal sealed class OvnSwitch(string host, string runDirectory, WakeUp wakeUp, ILoggerFactory logs) : IHostSwitch
{
    /// <summary>Marks ports as ours, so that nothing else is ever removed.</summary>
    private const string Mark = "naru-service";

    private readonly OvsdbReplica _replica = new(OvsdbEndpoint.UnixSocket(Path.Combine(runDirectory, "db.sock")), ReplicaOptions.Switch);
    private readonly DeviceBook _devices = new();
    private readonly BridgeFlows _guard = new(
        Bridges.Integration, Path.Combine(runDirectory, $"{Bridges.Integration}.mgmt"), wakeUp.Set, logs.CreateLogger<BridgeFlows>());
    private readonly ILogger<OvnSwitch> _log = logs.CreateLogger<OvnSwitch>();

    public async Task WatchAsync(CancellationToken cancellation)
    {
        for (var seen = _replica.Current; !cancellation.IsCancellationRequested; seen = await _replica.NextAsync(seen, cancellation))
            wakeUp.Set();
    }

    public async Task<Result<Done>> ReconcileAsync(NodeView view, IReadOnlyList<ServicePort> services, bool verify, CancellationToken cancellation)
    {
        var actual = _replica.Current;
        if (!actual.IsConnected || !actual.IsLoaded)
            return new Error(ErrorKind.Unavailable, "SwitchAway", actual.Problem?.Message ?? "Open vSwitch's database has not answered yet.");
        if (actual.Table<Bridge>().Named(Bridges.Integration) is not { } bridge)
            return new Error(ErrorKind.Unavailable, "SwitchAway", $"{Bridges.Integration} is not there: ovn-controller makes it when it runs.");

        // One that was made again under its name must leave before it comes back: the switch holds the old one.
        var replaced = _devices.Replaced(services, actual).Select(service => service.Device).ToHashSet();
        var wanted = services.Where(service => !replaced.Contains(service.Device)).ToDictionary(service => service.Device);
        var ours = actual.Table<Port>().Find(bridge.Ports).Where(port => port.ExternalIds.ContainsKey(Mark)).ToList();
        var leaving = ours.Where(port => !wanted.TryGetValue(port.Name, out var service) || port.ExternalIds[Mark] != service.PortId).ToList();
        var coming = wanted.Values.Where(service => !ours.Exists(port => port.Name == service.Device)).ToList();
        var operations = new List<Operation>();
        if (leaving.Count > 0)
            operations.Add(OfBridge(bridge, Mutation.Delete(Bridge.Columns.Ports.Name, OvsdbValue.Set(leaving.Select(port => (Atom)port.Uuid)))));
        foreach (var service in coming)
            operations.AddRange(Adding(bridge, service, view));
        if (operations.Count > 0)
        {
            if (!(await _replica.TransactAsync(operations, cancellation)).TryGet(out _, out var refused))
                return refused;
            _log.MetadataPortsChanged(coming.Count, leaving.Count);
        }
        _devices.Remember(services);
        if (replaced.Count > 0)
            wakeUp.Set();
        return await _guard.ReconcileAsync([new FlowBlock(OvnGuard.Flows(view, host, Numbers()))], meters: null, verify, cancellation);
    }

    public IEnumerable<Observation> Observe(NodeView view, IEnumerable<IPortGate> gates) => [];

    public async ValueTask DisposeAsync()
    {
        await _guard.DisposeAsync();
        await _replica.DisposeAsync();
    }

    // What the switch has not opened yet has no number; it wakes the loop when it has.
    private Dictionary<string, uint> Numbers()
    {
        var numbers = new Dictionary<string, uint>();
        foreach (var row in _replica.Current.Table<Interface>().Rows)
        {
            if (row.Ofport is > 0 && row.ExternalIds.TryGetValue(InterfaceKeys.PortId, out var port))
                numbers[port] = (uint)row.Ofport.Value;
        }
        return numbers;
    }

    private static IEnumerable<Operation> Adding(Bridge bridge, ServicePort service, NodeView view)
    {
        var (row, port) = ($"i{service.DeviceIndex}", $"p{service.DeviceIndex}");
        yield return new Insert(
            Interface.Table.Name,
            new Interface
            {
                Name = service.Device,
                ExternalIds = TextMap.Of(
                    (InterfaceKeys.PortId, service.PortId), (InterfaceKeys.Status, "active"), (InterfaceKeys.Mac, $"{view.Ports.Find(service.PortId)?.Mac}")),
            }.ToRow(),
            row);
        yield return new Insert(
            Port.Table.Name,
            OvsdbRow.Of(Port.Columns.Name.To(service.Device), ("interfaces", Atom.NamedUuid(row)), Port.Columns.ExternalIds.To(TextMap.Of((Mark, service.PortId)))),
            port);
        yield return OfBridge(bridge, Mutation.Insert(Bridge.Columns.Ports.Name, Atom.NamedUuid(port)));
    }

    private static Mutate OfBridge(Bridge bridge, Mutation mutation) => new(Bridge.Table.Name, [Condition.Uuid(bridge.Uuid)], [mutation]);
}
