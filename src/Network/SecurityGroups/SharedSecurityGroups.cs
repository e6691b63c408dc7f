using Naru.Network.Ports;
using Naru.Network.Rbac;
using Naru.State;

namespace Naru.Network.SecurityGroups;

/// <summary>Security groups that other projects may put on their ports.</summary>
internal sealed class SharedSecurityGroups : IShareable
{
    public string ObjectType => "security_group";

    public IReadOnlyList<string> Actions { get; } = [RbacPolicy.AccessAsShared];

    public string? OwnerOf(IStateReader state, string objectId) => state.In(SecurityGroupTable.Table).Find(objectId)?.ProjectId;

    public void Mark(Transaction state, string objectId, string action, IReadOnlySet<string> targets)
    {
        // The group's shared attribute is read from the policies themselves.
    }

    public IEnumerable<string> UsersOf(IStateReader state, string objectId, string action) =>
        PortTable.BySecurityGroup.Of(state, objectId).Select(port => port.ProjectId);
}
