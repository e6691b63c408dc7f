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
            start.SecurityGroups.Apply(update.SecurityGroups),
            start.Routers.Apply(update.Routers),
            start.Peers.Apply(update.Peers))
        {
            Logs = start.Logs.Apply(update.Logs ?? NodeTableUpdate<NodeLog>.Empty),
            LocalIps = start.LocalIps.Apply(update.LocalIps ?? NodeTableUpdate<NodeLocalIp>.Empty),
            Instances = start.Instances.Apply(update.Instances ?? NodeTableUpdate<NodeInstance>.Empty),
        };
    }

    /// <summary>What turns <paramref name="before"/> into this view.</summary>
    public NodeUpdate Since(NodeView before) => new(
        Revision,
        IsComplete: false,
        Networks.Since(before.Networks),
        Ports.Since(before.Ports),
        SecurityGroups.Since(before.SecurityGroups),
        Routers.Since(before.Routers),
        Peers.Since(before.Peers))
    {
        Logs = Logs.Since(before.Logs),
        LocalIps = LocalIps.Since(before.LocalIps),
        Instances = Instances.Since(before.Instances),
    };
}
