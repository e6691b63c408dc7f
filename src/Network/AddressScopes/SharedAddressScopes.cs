using Naru.Network.Rbac;
using Naru.Network.SubnetPools;
using Naru.State;

namespace Naru.Network.AddressScopes;

/// <summary>Address scopes that other projects may put their subnet pools into.</summary>
internal sealed class SharedAddressScopes : IShareable
{
    public string ObjectType => "address_scope";

    public IReadOnlyList<string> Actions { get; } = [RbacPolicy.AccessAsShared];

    public string? OwnerOf(IStateReader state, string objectId) => state.In(AddressScopeTable.Table).Find(objectId)?.ProjectId;

    public void Mark(Transaction state, string objectId, string action, IReadOnlySet<string> targets)
    {
        if (state.In(AddressScopeTable.Table).Find(objectId) is { } scope)
            state.Update(AddressScopeTable.Table, scope with { Shared = targets.Contains(RbacPolicy.Everybody) });
    }

    public IEnumerable<string> UsersOf(IStateReader state, string objectId, string action) =>
        SubnetPoolTable.ByAddressScope.Of(state, objectId).Select(pool => pool.ProjectId);
}
