using System.Collections.Immutable;
using Naru.NodeContract;
using Naru.Protocols.Ovsdb.Models.Vswitch;
using Naru.Protocols.Ovsdb.Replica;
using Naru.Protocols.Ovsdb.VirtualSwitch;
using SwitchPort = Naru.Protocols.Ovsdb.Models.Vswitch.Port;

namespace Naru.Agent.OpenVSwitch.Ports;

/// <summary>The bridges that part a trunk's frames by their tags: one a trunk whose parent is on this host.</summary>
/// <remarks>
/// The instance is plugged into <c>tbr-…</c>, as a VLAN trunk. From there a patch for untagged frames leads to the parent's port of
/// br-int, and one for each tag to a subport's: to br-int they are ports like all others. See docs/pipeline/trunk.md.
/// </remarks>
internal sealed class TrunkBridges(string host)
{
    private const string BridgePrefix = "tbr-";
    private const string Access = "access";

    private static readonly HashSet<string> NoDevices = [];

    /// <summary>The trunks that are to be carried here.</summary>
    public IEnumerable<(NodePort Parent, NodeTrunk Trunk)> Of(NodeView view) =>
        from port in view.Ports
        where port.Host == host && port is { IsBound: true, Trunk: not null }
        orderby port.Id
        select (port, port.Trunk);

    /// <summary>The names of what is plugged into trunk bridges: it carries the id of a port of br-int, but is none.</summary>
    public static HashSet<string> Devices(ReplicaSnapshot actual)
    {
        var ports = actual.Table<SwitchPort>();
        HashSet<string>? devices = null;
        foreach (var bridge in actual.Table<Bridge>().Rows)
        {
            if (bridge.Name.StartsWith(BridgePrefix, StringComparison.Ordinal))
                (devices ??= []).UnionWith(ports.Find(bridge.Ports).Select(port => port.Name));
        }
        return devices ?? NoDevices;
    }

    /// <summary>Whether the instance's device is there: without it, a patch would make a port look as if packets passed.</summary>
    public static bool IsPlugged(NodePort parent, HashSet<string> devices, ReplicaSnapshot actual) =>
        actual.Table<Interface>().Rows.Any(row => row.Ofport is > 0 && devices.Contains(row.Name)
            && row.ExternalIds.TryGetValue(InterfaceKeys.PortId, out var id) && id == parent.Id);

    /// <summary>The patches of all trunks that have their instance.</summary>
    public IEnumerable<DesiredPort> Patches(NodeView view, ImmutableDictionary<string, ushort> vlans, HashSet<string> devices, ReplicaSnapshot actual)
    {
        foreach (var (parent, trunk) in Of(view))
        {
            if (!IsPlugged(parent, devices, actual))
                continue;
            foreach (var patch in Pair(trunk.Bridge, Bridges.TrunkToParent(parent.Id), Bridges.ParentToTrunk(parent.Id), 0, parent, vlans))
                yield return patch;
            foreach (var subPort in trunk.SubPorts)
            {
                if (view.Ports.Find(subPort.PortId) is not { } port)
                    continue;
                foreach (var patch in Pair(trunk.Bridge, Bridges.TrunkToSubPort(port.Id), Bridges.SubPortToTrunk(port.Id), subPort.Vlan, port, vlans))
                    yield return patch;
            }
        }
    }

    /// <summary>How the trunks of this host are.</summary>
    /// <param name="wired">The ports that packets pass.</param>
    public IEnumerable<Observation> Observe(NodeView view, IReadOnlySet<string> wired) =>
        from each in Of(view)
        let carried = each.Trunk.SubPorts.Where(subPort => wired.Contains(subPort.PortId))
        select wired.Contains(each.Parent.Id)
            ? new Observation(ObservedKind.Trunk, each.Trunk.Id, Condition.Active, NodeTrunk.Describe(carried))
            : new Observation(ObservedKind.Trunk, each.Trunk.Id, Condition.Down, $"The parent {each.Parent.Id} is not plugged into {each.Trunk.Bridge}.");

    private static IEnumerable<DesiredPort> Pair(
        string bridge, string onTrunk, string onIntegration, ushort tag, NodePort port, ImmutableDictionary<string, ushort> vlans)
    {
        yield return new DesiredPort(bridge, onTrunk)
        {
            Type = InterfaceTypes.Patch,
            Options = SwitchPlan.Map(("peer", onIntegration)),
            Tag = tag,
            // Without it, the tag 0 of untagged frames would still let tagged ones through.
            VlanMode = Access,
        };
        var vlan = port is { IsBound: true, AdminStateUp: true } ? SwitchPlan.VlanOf(port, vlans) : SwitchPlan.DeadVlan;
        yield return new DesiredPort(Bridges.Integration, onIntegration)
        {
            Type = InterfaceTypes.Patch,
            Options = SwitchPlan.Map(("peer", onTrunk)),
            Tag = vlan,
            ExternalIds = SwitchPlan.Identity(port),
            OtherConfig = SwitchPlan.Record(port, vlan),
        };
    }
}
