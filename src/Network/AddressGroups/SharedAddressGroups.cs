using Naru.Network.Rbac;
using Naru.Network.SecurityGroups;
using Naru.State;

namespace Naru.Network.AddressGroups;

/// <summary>Address groups that rules of other projects may name.</summary>
internal sealed class SharedAddressGroups : IShareable
{
    public string ObjectType => "address_group";

    public IReadOnlyList<string> Actions { get; } = [RbacPolicy.AccessAsShared];

    public string? OwnerOf(IStateReader state, string objectId) => state.In(AddressGroupTable.Table).Find(objectId)?.ProjectId;

    public void Mark(Transaction state, string objectId, string action, IReadOnlySet<string> targets)
    {
        // The group's shared attribute is read from the policies themselves.
    }

    public IEnumerable<string> UsersOf(IStateReader state, string objectId, string action) =>
        SecurityGroupRuleTable.ByRemoteAddressGroup.Of(state, objectId).Select(rule => rule.ProjectId);
}
