using Naru.Network.AddressScopes;
using Naru.Network.Rbac;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.SubnetPools;

/// <summary>Subnet pools that other projects may take blocks from.</summary>
internal sealed class SharedSubnetPools : IShareable
{
    public string ObjectType => "subnetpool";

    public IReadOnlyList<string> Actions { get; } = [RbacPolicy.AccessAsShared];

    public string? OwnerOf(IStateReader state, string objectId) => state.In(SubnetPoolTable.Table).Find(objectId)?.ProjectId;

    public void Mark(Transaction state, string objectId, string action, IReadOnlySet<string> targets)
    {
        if (state.In(SubnetPoolTable.Table).Find(objectId) is { } pool)
            state.Update(SubnetPoolTable.Table, pool with { Shared = targets.Contains(RbacPolicy.Everybody) });
    }

    // Who takes blocks of a pool puts them into its address scope.
    public Result<Done> CheckOpening(IStateReader state, string objectId, string target) =>
        state.In(SubnetPoolTable.Table).Find(objectId)?.AddressScopeId is { } scopeId
        && state.In(AddressScopeTable.Table).Find(scopeId) is { } scope && scope.ProjectId != target && !Sharing.IsOpenTo(state, scopeId, target)
            ? NetworkErrors.InvalidInput($"Subnet pool {objectId} cannot be shared with {target}, which has no access to its address scope {scopeId}; share that first")
            : Done.Ok;

    public IEnumerable<string> UsersOf(IStateReader state, string objectId, string action) =>
        SubnetTable.BySubnetPool.Of(state, objectId).Select(subnet => subnet.ProjectId);
}
