using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>A change of a security group's members: of thousands usually one comes or goes.</summary>
public sealed record NodeMemberUpdate(string GroupId, EquatableList<IpPrefix> Added, EquatableList<IpPrefix> Removed)
{
    /// <summary>The change of a group in which nothing but its members changed; null: more did, or it was not there.</summary>
    public static NodeMemberUpdate? Between(NodeSecurityGroup? before, NodeSecurityGroup after)
    {
        if (before is null || before.Members == after.Members || before with { Members = after.Members } != after)
            return null;
        var (added, removed) = after.Members.Since(before.Members);
        return new NodeMemberUpdate(after.Id, [.. added], [.. removed]);
    }
}
