using Naru.Network.Ports;
using Naru.Network.Rbac;
using Naru.Network.Routers;
using Naru.Network.Subnets;
using Naru.State;

namespace Naru.Network.Networks;

/// <summary>Networks that are opened to other projects: to attach ports, or as external networks.</summary>
internal sealed class SharedNetworks : IShareable
{
    public string ObjectType => "network";

    public IReadOnlyList<string> Actions { get; } = [RbacPolicy.AccessAsShared, RbacPolicy.AccessAsExternal];

    public string? OwnerOf(IStateReader state, string objectId) => state.In(NetworkTable.Table).Find(objectId)?.ProjectId;

    public void Mark(Transaction state, string objectId, string action, bool isOpenToEverybody)
    {
        if (state.In(NetworkTable.Table).Find(objectId) is not { } network)
            return;
        state.Update(NetworkTable.Table, action == RbacPolicy.AccessAsExternal
            ? network with { IsExternal = isOpenToEverybody }
            : network with { Shared = isOpenToEverybody });
    }

    public IEnumerable<string> UsersOf(IStateReader state, string objectId, string action)
    {
        var ports = PortTable.ByNetwork.Of(state, objectId);
        if (action == RbacPolicy.AccessAsExternal)
        {
            return ports.Where(port => port.DeviceOwner == DeviceOwners.RouterGateway)
                .Select(port => state.In(RouterTable.Table).Find(port.DeviceId)?.ProjectId)
                .OfType<string>();
        }
        return ports.Where(port => !port.IsNetworkDevice || DeviceOwners.IsRouterInterface(port.DeviceOwner)).Select(port => port.ProjectId)
            .Concat(SubnetTable.ByNetwork.Of(state, objectId).Select(subnet => subnet.ProjectId));
    }
}
