using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>A message to a node: its view as a whole, or what changed in it.</summary>
/// <param name="Revision">The revision of the state that the view now stands at.</param>
/// <param name="IsComplete">Nothing but what is in this message exists.</param>
public sealed record NodeUpdate(
    long Revision,
    bool IsComplete,
    NodeTableUpdate<NodeNetwork> Networks,
    NodeTableUpdate<NodePort> Ports,
    NodeTableUpdate<NodeSecurityGroup> SecurityGroups,
    NodeTableUpdate<NodeRouter> Routers,
    NodeTableUpdate<NodePeer> Peers)
{
    /// <summary>Of groups in which nothing else changed.</summary>
    public EquatableList<NodeMemberUpdate> Members { get; init; }

    /// <summary>Null: none changed.</summary>
    public NodeTableUpdate<NodeLog>? Logs { get; init; }

    /// <summary>Null: none changed.</summary>
    public NodeTableUpdate<NodeLocalIp>? LocalIps { get; init; }

    /// <summary>Null: none changed.</summary>
    public NodeTableUpdate<NodeInstance>? Instances { get; init; }

    /// <summary>What the server wants to know; each is answered once.</summary>
    public EquatableList<NodeQuestion> Questions { get; init; }

    public bool IsEmpty => Questions.IsEmpty && !IsComplete && Networks.IsEmpty && Ports.IsEmpty && SecurityGroups.IsEmpty && Members.IsEmpty && Routers.IsEmpty && Peers.IsEmpty
        && Logs is null or { IsEmpty: true } && LocalIps is null or { IsEmpty: true } && Instances is null or { IsEmpty: true };
}
