using Naru.Network.Rbac;
using Naru.Network.Subnets;
using Naru.State;

namespace Naru.Network.SubnetPools;

/// <summary>Subnet pools that other projects may take blocks from.</summary>
internal sealed class SharedSubnetPools : IShareable
{
    public string ObjectType => "subnetpool";

    public IReadOnlyList<string> Actions { get; } = [RbacPolicy.AccessAsShared];

    public string? OwnerOf(IStateReader state, string objectId) => state.In(SubnetPoolTable.Table).Find(objectId)?.ProjectId;

    public void Mark(Transaction state, string objectId, string action, bool isOpenToEverybody)
    {
        if (state.In(SubnetPoolTable.Table).Find(objectId) is { } pool)
            state.Update(SubnetPoolTable.Table, pool with { Shared = isOpenToEverybody });
    }

    public IEnumerable<string> UsersOf(IStateReader state, string objectId, string action) =>
        SubnetTable.BySubnetPool.Of(state, objectId).Select(subnet => subnet.ProjectId);
}
