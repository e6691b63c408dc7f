using Naru.Network.FloatingIps;
using Naru.Network.Ports;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.NodeLink;

/// <summary>What becomes of a host's view when ports on other hosts change: these ports and their groups are looked at, and nothing else.</summary>
internal sealed class NodeViewPatch
{
    private readonly HashSet<string> _ports = [];
    private readonly HashSet<string> _groups = [];

    /// <summary>Whether a host knows nothing else by what changed than a port that is elsewhere, as a port and as a member of groups.</summary>
    public static bool Covers(Change change, IStateReader state, NodeView told, string host)
    {
        return change.Table == PortTable.Table && IsJustThere(change.Before as Port) && IsJustThere(change.After as Port);

        bool IsJustThere(Port? port) => port is null
            || (port.Binding.Host != host
                && !port.DeviceOwner.StartsWith(DeviceOwners.NetworkPrefix, StringComparison.Ordinal)
                && (told.Routers.Count == 0 || !FloatingIpTable.ByPort.Any(state, port.Id)));
    }

    /// <param name="change">One that is covered.</param>
    public void Add(Change change)
    {
        _ports.Add(change.Id);
        _groups.UnionWith(GroupsOf(change.Before));
        _groups.UnionWith(GroupsOf(change.After));
    }

    /// <summary>The view after all changes that were added.</summary>
    /// <param name="state">The state right after the last of them.</param>
    public NodeView Apply(NodeView told, Snapshot state, string host)
    {
        var present = _ports.Select(state.In(PortTable.Table).Find).OfType<Port>()
            .Where(port => told.Networks.Find(port.NetworkId) is not null)
            .ToDictionary(port => port.Id);
        var ports = new NodeTableUpdate<NodePort>(
            present.Values.Select(port => NodePorts.Of(state, port, host)).ToEquatableList(),
            _ports.Where(id => !present.ContainsKey(id) && told.Ports.Find(id) is not null).ToEquatableList());
        var named = told.SecurityGroups.SelectMany(group => group.Rules.Items).Select(rule => rule.RemoteGroupId).OfType<string>().ToHashSet();
        var groups = _groups.Where(named.Contains).Select(told.SecurityGroups.Find).OfType<NodeSecurityGroup>()
            .Select(group => group with { Members = NodeSecurityGroups.Members(state, group.Id) });
        return told with
        {
            Revision = state.Revision,
            Ports = told.Ports.Apply(ports),
            SecurityGroups = told.SecurityGroups.Apply(new NodeTableUpdate<NodeSecurityGroup>(groups.ToEquatableList(), [])),
        };
    }

    private static EquatableList<string> GroupsOf(object? port) => port is Port { SecurityGroupIds: var groups } ? groups : [];
}
