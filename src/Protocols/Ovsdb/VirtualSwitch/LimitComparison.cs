using System.Globalization;
using Naru.Primitives;
using Naru.Protocols.Ovsdb.Models.Vswitch;
using Naru.Protocols.Ovsdb.Replica;
using Naru.Protocols.Ovsdb.Transactions;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.VirtualSwitch;

/// <summary>One comparison of the limits of ports with what is desired.</summary>
/// <remarks>
/// A limit is a row of table QoS with queue 0, in which everything goes that names no queue. Both tables keep their rows until
/// somebody deletes them, so ours are marked and carry the name of their port. A limit that changes is a new pair of rows.
/// </remarks>
internal sealed class LimitComparison
{
    private const string PortKey = "port";
    private const string Type = "linux-htb";
    private const string MaxRate = "max-rate";

    private readonly Dictionary<string, DesiredLimit> _wanted = [];
    private readonly Ownership _owner;
    private readonly TableSnapshot<Port> _ports;
    private readonly TableSnapshot<QoS> _limits;
    private readonly TableSnapshot<Queue> _queues;
    private readonly List<SwitchChange> _changes = [];
    private readonly List<Operation> _operations = [];

    private LimitComparison(DesiredSwitch desired, ReplicaSnapshot actual)
    {
        (_owner, _ports, _limits, _queues) = (desired.Owner, actual.Table<Port>(), actual.Table<QoS>(), actual.Table<Queue>());
        foreach (var (name, limit) in desired.Ports.Select(port => (port.Name, port.Limit)).Concat(desired.Wirings.Select(wiring => (wiring.Port, wiring.Limit))))
        {
            // The row of a port that is new has no limit before the next comparison.
            if (limit is not null && _ports.Named(name) is not null)
                _wanted[name] = limit;
        }
    }

    public static SwitchDelta Compare(DesiredSwitch desired, ReplicaSnapshot actual)
    {
        var comparison = new LimitComparison(desired, actual);
        comparison.Compare();
        return new SwitchDelta(comparison._changes.ToEquatableList(), comparison._operations.ToEquatableList());
    }

    private void Compare()
    {
        var kept = _limits.Rows.Where(IsRight).ToDictionary(limit => limit.ExternalIds[PortKey]);
        foreach (var (port, limit) in _wanted.Where(pair => !kept.ContainsKey(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            Add(_ports.Named(port)!, limit); // Wanted are ports with a row.
        foreach (var limit in _limits.Rows.Where(limit => IsOurs(limit.ExternalIds) && !kept.ContainsValue(limit)))
            Delete(limit);
        var queues = kept.Values.SelectMany(limit => limit.Queues.Select(queue => queue.Value)).ToHashSet();
        foreach (var queue in _queues.Rows.Where(queue => IsOurs(queue.ExternalIds) && !queues.Contains(queue.Uuid)))
            _operations.Add(new Delete(Queue.Table.Name, [Condition.Uuid(queue.Uuid)]));
    }

    private bool IsRight(QoS limit) =>
        IsOurs(limit.ExternalIds)
        && limit.ExternalIds.TryGetValue(PortKey, out var name) && _wanted.TryGetValue(name, out var wanted)
        && _ports.Named(name)?.Qos == limit.Uuid
        && limit.Type == Type && limit.OtherConfig.Equals(Total(wanted))
        && limit.Queues.Count == 1 && limit.Queues.TryGetValue(0, out var id)
        && _queues.Find(id)?.OtherConfig.Equals(Share(wanted)) is true;

    private void Add(Port port, DesiredLimit limit)
    {
        var (queueName, limitName) = ($"queue{_changes.Count}", $"limit{_changes.Count}");
        var mark = TextMap.Of((_owner.Key, _owner.Value), (PortKey, port.Name));
        _operations.Add(new Insert(
            Queue.Table.Name, OvsdbRow.Of(Queue.Columns.ExternalIds.To(mark), Queue.Columns.OtherConfig.To(Share(limit))), queueName));
        _operations.Add(new Insert(
            QoS.Table.Name,
            OvsdbRow.Of(
                QoS.Columns.Type.To(Type),
                QoS.Columns.ExternalIds.To(mark),
                QoS.Columns.OtherConfig.To(Total(limit)),
                (QoS.Columns.Queues.Name, OvsdbValue.Map([KeyValuePair.Create(Atom.Integer(0), Atom.NamedUuid(queueName))]))),
            limitName));
        _operations.Add(new Update(
            Port.Table.Name, [Condition.Uuid(port.Uuid)], OvsdbRow.Of((Port.Columns.Qos.Name, (OvsdbValue)Atom.NamedUuid(limitName)))));
        _changes.Add(new SwitchChange(ChangeKind.Modify, $"port {port.Name}", $"limited to {limit.MaxRate} bit/s"));
    }

    private void Delete(QoS limit)
    {
        foreach (var port in _ports.Rows.Where(port => port.Qos == limit.Uuid && !_wanted.ContainsKey(port.Name)))
        {
            _operations.Add(new Update(Port.Table.Name, [Condition.Uuid(port.Uuid)], OvsdbRow.Of(Port.Columns.Qos.To(null))));
            _changes.Add(new SwitchChange(ChangeKind.Modify, $"port {port.Name}", "not limited any more"));
        }
        _operations.Add(new Delete(QoS.Table.Name, [Condition.Uuid(limit.Uuid)]));
    }

    private static EquatableMap<string, string> Total(DesiredLimit limit) => TextMap.Of((MaxRate, Number(limit.MaxRate)));

    private static EquatableMap<string, string> Share(DesiredLimit limit) => limit.Burst is { } burst
        ? TextMap.Of((MaxRate, Number(limit.MaxRate)), ("burst", Number(burst)))
        : TextMap.Of((MaxRate, Number(limit.MaxRate)));

    private bool IsOurs(EquatableMap<string, string> externalIds) => externalIds.TryGetValue(_owner.Key, out var value) && value == _owner.Value;

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
