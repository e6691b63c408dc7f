using Naru.Network.Ports;
using Naru.Network.Rbac;
using Naru.Network.Routers;
using Naru.Network.Subnets;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.Networks;

/// <summary>Networks that are opened to other projects: to attach ports, or as external networks.</summary>
internal sealed class SharedNetworks : IShareable
{
    public string ObjectType => "network";

    public IReadOnlyList<string> Actions { get; } = [RbacPolicy.AccessAsShared, RbacPolicy.AccessAsExternal];

    public string? OwnerOf(IStateReader state, string objectId) => state.In(NetworkTable.Table).Find(objectId)?.ProjectId;

    // A network that is external for one project is external; who sees that is another question.
    public void Mark(Transaction state, string objectId, string action, IReadOnlySet<string> targets)
    {
        if (state.In(NetworkTable.Table).Find(objectId) is not { } network)
            return;
        var marked = action == RbacPolicy.AccessAsExternal
            ? network with { IsExternal = targets.Count > 0 }
            : network with { Shared = targets.Contains(RbacPolicy.Everybody) };
        state.Update(NetworkTable.Table, marked.Touched(state));
    }

    public IEnumerable<string> UsersOf(IStateReader state, string objectId, string action)
    {
        var ports = PortTable.ByNetwork.Of(state, objectId);
        if (action == RbacPolicy.AccessAsExternal)
        {
            var routers = ports.Where(port => port.DeviceOwner == DeviceOwners.RouterGateway)
                .Select(port => state.In(RouterTable.Table).Find(port.DeviceId)?.ProjectId)
                .OfType<string>();
            // The default network is for whoever asks for a topology of their own.
            return state.In(NetworkTable.Table).Find(objectId) is { IsDefault: true } ? routers.Append(RbacPolicy.Everybody) : routers;
        }
        return ports.Where(port => !port.IsNetworkDevice || DeviceOwners.IsRouterInterface(port.DeviceOwner)).Select(port => port.ProjectId)
            .Concat(SubnetTable.ByNetwork.Of(state, objectId).Select(subnet => subnet.ProjectId));
    }
}
