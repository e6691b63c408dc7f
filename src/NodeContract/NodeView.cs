using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>Everything that one host has to know of the cloud, at one revision of its state.</summary>
public sealed record NodeView(
    long Revision,
    NodeTable<NodeNetwork> Networks,
    NodeTable<NodePort> Ports,
    NodeTable<NodeSecurityGroup> SecurityGroups,
    NodeTable<NodeRouter> Routers,
    NodeTable<NodePeer> Peers)
{
    public NodeTable<NodeLog> Logs { get; init; } = NodeTable<NodeLog>.Empty;

    public NodeTable<NodeLocalIp> LocalIps { get; init; } = NodeTable<NodeLocalIp>.Empty;

    public NodeTable<NodeInstance> Instances { get; init; } = NodeTable<NodeInstance>.Empty;

    public static readonly NodeView Empty = new(
        0,
        NodeTable<NodeNetwork>.Empty,
        NodeTable<NodePort>.Empty,
        NodeTable<NodeSecurityGroup>.Empty,
        NodeTable<NodeRouter>.Empty,
        NodeTable<NodePeer>.Empty);

    public NodeView Apply(NodeUpdate update)
    {
        var start = update.IsComplete ? Empty : this;
        return new NodeView(
            update.Revision,
            start.Networks.Apply(update.Networks),
            start.Ports.Apply(update.Ports),
            start.SecurityGroups.Apply(KeepingMembers(start.SecurityGroups, update.SecurityGroups)).Apply(MembersOf(start.SecurityGroups, update.Members)),
            start.Routers.Apply(update.Routers),
            start.Peers.Apply(update.Peers))
        {
            Logs = start.Logs.Apply(update.Logs ?? NodeTableUpdate<NodeLog>.Empty),
            LocalIps = start.LocalIps.Apply(update.LocalIps ?? NodeTableUpdate<NodeLocalIp>.Empty),
            Instances = start.Instances.Apply(update.Instances ?? NodeTableUpdate<NodeInstance>.Empty),
        };
    }

    /// <summary>What turns <paramref name="before"/> into this view.</summary>
    public NodeUpdate Since(NodeView before)
    {
        var groups = SecurityGroups.Since(before.SecurityGroups);
        var members = groups.Set.Select(group => NodeMemberUpdate.Between(before.SecurityGroups.Find(group.Id), group)).OfType<NodeMemberUpdate>().ToEquatableList();
        return new(
            Revision,
            IsComplete: false,
            Networks.Since(before.Networks),
            Ports.Since(before.Ports),
            members.IsEmpty ? groups : groups with { Set = groups.Set.ExceptBy(members.Select(update => update.GroupId), group => group.Id).ToEquatableList() },
            Routers.Since(before.Routers),
            Peers.Since(before.Peers))
        {
            Members = members,
            Logs = Logs.Since(before.Logs),
            LocalIps = LocalIps.Since(before.LocalIps),
            Instances = Instances.Since(before.Instances),
        };
    }

    // Of a group whose rules changed, and that comes as a whole, most members are still the same.
    private static NodeTableUpdate<NodeSecurityGroup> KeepingMembers(NodeTable<NodeSecurityGroup> groups, NodeTableUpdate<NodeSecurityGroup> update) => update with
    {
        Set = update.Set
            .Select(group => groups.Find(group.Id) is { } before ? group with { Members = group.Members.Sharing(before.Members) } : group)
            .ToEquatableList(),
    };

    private static NodeTableUpdate<NodeSecurityGroup> MembersOf(NodeTable<NodeSecurityGroup> groups, EquatableList<NodeMemberUpdate> updates) => updates.IsEmpty
        ? NodeTableUpdate<NodeSecurityGroup>.Empty
        : new(
            updates.Select(update => groups.Find(update.GroupId) is { } group ? group with { Members = group.Members.With(update.Added, update.Removed) } : null)
                .OfType<NodeSecurityGroup>()
                .ToEquatableList(),
            []);
}
