using Naru.Protocols.Ovsdb.Models.Vswitch;
using Naru.Protocols.Ovsdb.Replica;
using Naru.Protocols.Ovsdb.Transactions;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.VirtualSwitch;

/// <summary>One comparison of a switch with what is desired: collects operations as it goes, and is used once.</summary>
internal sealed class SwitchComparison
{
    private readonly DesiredSwitch _desired;
    private readonly ReplicaSnapshot _actual;
    private readonly TableSnapshot<Bridge> _bridges;
    private readonly TableSnapshot<Port> _ports;
    private readonly TableSnapshot<Interface> _interfaces;
    private readonly TableSnapshot<Controller> _controllers;
    private readonly Dictionary<Guid, Bridge> _bridgeOf;
    private readonly bool _hasRoot;
    private readonly EquatableMap<string, string> _mark;

    private readonly List<SwitchChange> _changes = [];
    private readonly List<Operation> _operations = [];
    private readonly HashSet<Guid> _deletedPorts = [];
    private int _lastName;

    public SwitchComparison(DesiredSwitch desired, ReplicaSnapshot actual)
    {
        (_desired, _actual) = (desired, actual);
        (_bridges, _ports) = (actual.Table<Bridge>(), actual.Table<Port>());
        (_interfaces, _controllers) = (actual.Table<Interface>(), actual.Table<Controller>());
        _hasRoot = actual.Table<OpenVSwitch>().Count > 0;
        _mark = TextMap.Of((desired.Owner.Key, desired.Owner.Value));
        _bridgeOf = _bridges.Rows.SelectMany(bridge => bridge.Ports.Select(port => (port, bridge))).ToDictionary(pair => pair.port, pair => pair.bridge);
        RefuseTwice("bridge", desired.Bridges.Select(bridge => bridge.Name).Concat(desired.AbsentBridges));
        RefuseTwice("port", [.. desired.Ports.Select(port => port.Name), .. desired.Wirings.Select(wiring => wiring.Port), .. desired.AbsentPorts]);
    }

    public SwitchDelta Compare()
    {
        DeleteBridges();
        DeletePorts();
        AddBridges();
        foreach (var bridge in _desired.Bridges)
        {
            if (_bridges.Named(bridge.Name) is { } row)
                Modify(bridge, row);
        }
        AddPorts();
        foreach (var port in _desired.Ports)
        {
            if (Standing(port) is { } row)
                Modify(port, row);
        }
        foreach (var wiring in _desired.Wirings)
        {
            if (_ports.Named(wiring.Port) is { } row)
                ModifyRow($"port {wiring.Port}", Columns(wiring), Port.Table.Name, wiring.Port, row.ToRow());
        }
        var limits = LimitComparison.Compare(_desired, _actual);
        return new SwitchDelta([.. _changes, .. limits.Changes], [.. _operations, .. limits.Operations]);
    }

    private void DeleteBridges()
    {
        var wanted = _desired.Bridges.Select(bridge => bridge.Name).ToHashSet();
        var unwanted = _bridges.Rows
            .Where(bridge => _desired.AbsentBridges.Contains(bridge.Name) || (IsOurs(bridge.ExternalIds) && !wanted.Contains(bridge.Name)))
            .OrderBy(bridge => bridge.Name, StringComparer.Ordinal).ToArray();
        if (unwanted.Length == 0)
            return;
        foreach (var bridge in unwanted)
        {
            _changes.Add(new SwitchChange(ChangeKind.Delete, $"bridge {bridge.Name}"));
            _deletedPorts.UnionWith(bridge.Ports);
        }
        var references = OvsdbValue.Set(unwanted.Select(bridge => Atom.Uuid(bridge.Uuid)));
        _operations.Add(new Mutate(OpenVSwitch.Table.Name, [], [Mutation.Delete(OpenVSwitch.Columns.Bridges.Name, references)]));
    }

    private void DeletePorts()
    {
        var wanted = _desired.Ports.ToDictionary(port => port.Name);
        var unwanted =
            from port in _ports.Rows
            where !_deletedPorts.Contains(port.Uuid) && _bridgeOf.ContainsKey(port.Uuid)
            let bridge = _bridgeOf[port.Uuid]
            where port.Name != bridge.Name
            where _desired.AbsentPorts.Contains(port.Name)
                || (wanted.TryGetValue(port.Name, out var desired) ? !Fits(desired, port) : IsOurs(port.ExternalIds))
            orderby port.Name
            group port by bridge.Name into ports
            orderby ports.Key
            select ports;
        foreach (var ports in unwanted.ToArray())
        {
            foreach (var port in ports)
            {
                _changes.Add(new SwitchChange(ChangeKind.Delete, $"port {port.Name} on {ports.Key}"));
                _deletedPorts.Add(port.Uuid);
            }
            var references = OvsdbValue.Set(ports.Select(port => Atom.Uuid(port.Uuid)));
            _operations.Add(new Mutate(
                Bridge.Table.Name, [Bridge.Columns.Name.Is(ports.Key)], [Mutation.Delete(Bridge.Columns.Ports.Name, references)]));
        }
    }

    private void AddBridges()
    {
        var missing = _desired.Bridges.Where(bridge => _bridges.Named(bridge.Name) is null).ToArray();
        if (missing.Length == 0)
            return;
        var references = new List<Atom>(missing.Length);
        foreach (var bridge in missing)
        {
            _changes.Add(new SwitchChange(ChangeKind.Add, $"bridge {bridge.Name}"));
            var ports = _desired.Ports.Where(port => port.Bridge == bridge.Name && port.Name != bridge.Name).Select(Add).ToList();
            ports.Add(Add(LocalPort(bridge)));
            var row = Columns(bridge).NewRow().With(Bridge.Columns.Ports.Name, OvsdbValue.Set(ports));
            if (!bridge.Controllers.IsEmpty)
                row = row.With(Bridge.Columns.Controller.Name, AddControllers(bridge));
            references.Add(Insert(Bridge.Table.Name, "bridge", row));
        }
        var bridges = OvsdbValue.Set(references);
        // A database that was just made has no row of its one-row table yet.
        _operations.Add(_hasRoot
            ? new Mutate(OpenVSwitch.Table.Name, [], [Mutation.Insert(OpenVSwitch.Columns.Bridges.Name, bridges)])
            : new Insert(OpenVSwitch.Table.Name, OvsdbRow.Of((OpenVSwitch.Columns.Bridges.Name, bridges)), "switch"));
    }

    private DesiredPort LocalPort(DesiredBridge bridge) =>
        _desired.Ports.FirstOrDefault(port => port.Name == bridge.Name) ?? new DesiredPort(bridge.Name, bridge.Name) { Type = InterfaceTypes.Internal };

    private void AddPorts()
    {
        var missing = _desired.Ports.Where(port => _bridges.Named(port.Bridge) is not null && Standing(port) is null);
        foreach (var ports in missing.GroupBy(port => port.Bridge).ToArray())
        {
            var references = OvsdbValue.Set(ports.Select(Add).ToArray());
            _operations.Add(new Mutate(
                Bridge.Table.Name, [Bridge.Columns.Name.Is(ports.Key)], [Mutation.Insert(Bridge.Columns.Ports.Name, references)]));
        }
    }

    private Atom Add(DesiredPort port)
    {
        if (port.Name != port.Bridge)
            _changes.Add(new SwitchChange(ChangeKind.Add, $"port {port.Name} on {port.Bridge}"));
        var device = Insert(Interface.Table.Name, "interface", InterfaceColumns(port).NewRow());
        return Insert(Port.Table.Name, "port", PortColumns(port).NewRow().With(Port.Columns.Interfaces.Name, device));
    }

    private OvsdbValue AddControllers(DesiredBridge bridge) => OvsdbValue.Set(bridge.Controllers.Select(
        target => Insert(Controller.Table.Name, "controller", OvsdbRow.Of(Controller.Columns.Target.To(target)))).ToArray());

    private Atom Insert(string table, string kind, OvsdbRow row)
    {
        var name = $"{kind}{++_lastName}";
        _operations.Add(new Insert(table, row, name));
        return Atom.NamedUuid(name);
    }

    private void Modify(DesiredBridge bridge, Bridge row)
    {
        ModifyRow($"bridge {bridge.Name}", Columns(bridge), Bridge.Table.Name, bridge.Name, row.ToRow());
        var targets = _controllers.Find(row.Controller).Select(controller => controller.Target).ToHashSet();
        if (targets.SetEquals(bridge.Controllers))
            return;
        _changes.Add(new SwitchChange(ChangeKind.Modify, $"bridge {bridge.Name}", $"controllers → [{string.Join(", ", bridge.Controllers)}]"));
        var controllers = AddControllers(bridge);
        _operations.Add(new Update(
            Bridge.Table.Name, [Bridge.Columns.Name.Is(bridge.Name)], OvsdbRow.Of((Bridge.Columns.Controller.Name, controllers))));
    }

    private void Modify(DesiredPort port, Port row)
    {
        var subject = $"port {port.Name} on {port.Bridge}";
        ModifyRow(subject, PortColumns(port), Port.Table.Name, port.Name, row.ToRow());
        if (_interfaces.Named(port.Name) is { } device)
            ModifyRow(subject, InterfaceColumns(port), Interface.Table.Name, port.Name, device.ToRow());
    }

    private void ModifyRow(string subject, DesiredColumns wanted, string table, string name, OvsdbRow actual)
    {
        foreach (var (operation, detail) in wanted.Against(actual, table, Condition.Equal("name", name)))
        {
            _changes.Add(new SwitchChange(ChangeKind.Modify, subject, detail));
            _operations.Add(operation);
        }
    }

    /// <summary>The row of a desired port that can stay.</summary>
    private Port? Standing(DesiredPort port) => _ports.Named(port.Name) is { } row && !_deletedPorts.Contains(row.Uuid) ? row : null;

    /// <summary>Whether a port is on its bridge and has the interface of its name; else it is made anew.</summary>
    private bool Fits(DesiredPort desired, Port port) =>
        _bridgeOf[port.Uuid].Name == desired.Bridge && _interfaces.Named(desired.Name) is { } device && port.Interfaces.Contains(device.Uuid);

    private bool IsOurs(EquatableMap<string, string> externalIds) =>
        externalIds.TryGetValue(_desired.Owner.Key, out var value) && value == _desired.Owner.Value;

    private DesiredColumns Columns(DesiredBridge bridge) => new DesiredColumns()
        .Exact(Bridge.Columns.Name, bridge.Name)
        .Exact(Bridge.Columns.DatapathType, bridge.DatapathType)
        .Exact(Bridge.Columns.FailMode, bridge.FailMode)
        .Exact(Bridge.Columns.Protocols, bridge.Protocols)
        .Ensure(Bridge.Columns.ExternalIds, bridge.IsAdopted ? bridge.ExternalIds : Marked(bridge.ExternalIds))
        .Ensure(Bridge.Columns.OtherConfig, bridge.OtherConfig);

    private DesiredColumns PortColumns(DesiredPort port) => new DesiredColumns()
        .Exact(Port.Columns.Name, port.Name)
        .Exact(Port.Columns.Tag, port.Tag)
        .Exact(Port.Columns.VlanMode, port.VlanMode)
        .Exact(Port.Columns.Trunks, port.Trunks)
        .Ensure(Port.Columns.ExternalIds, _mark)
        .Ensure(Port.Columns.OtherConfig, port.OtherConfig);

    private static DesiredColumns InterfaceColumns(DesiredPort port) => new DesiredColumns()
        .Exact(Interface.Columns.Name, port.Name)
        .Exact(Interface.Columns.Type, port.Type)
        .Exact(Interface.Columns.Options, port.Options)
        .Exact(Interface.Columns.Mac, port.Mac)
        .Exact(Interface.Columns.MtuRequest, port.MtuRequest)
        .Exact(Interface.Columns.OfportRequest, port.OfportRequest)
        .Ensure(Interface.Columns.ExternalIds, port.ExternalIds);

    private static DesiredColumns Columns(DesiredWiring wiring) => new DesiredColumns()
        .Exact(Port.Columns.Tag, wiring.Tag)
        .Exact(Port.Columns.VlanMode, wiring.VlanMode)
        .Exact(Port.Columns.Trunks, wiring.Trunks)
        .Ensure(Port.Columns.OtherConfig, wiring.OtherConfig);

    private EquatableMap<string, string> Marked(EquatableMap<string, string> ids) => ids.With(_desired.Owner.Key, _desired.Owner.Value);

    private static void RefuseTwice(string kind, IEnumerable<string> names)
    {
        var twice = names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new ArgumentException($"The {kind} '{twice.Key}' is named twice in what is desired.");
    }
}
