using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Network.Invariants;

internal sealed class RouterGatewaysAreConsistent : IInvariant
{
    public string Rule => "A router with a gateway has a port of its own on that external network, and none without.";

    public IEnumerable<Violation> Violations(Snapshot state)
    {
        foreach (var router in state.In(RouterTable.Table).All)
        {
            var title = Violation.Title("router", router.Id, router.Name);
            if ((router.GatewayNetworkId is null) != (router.GatewayPortId is null))
                yield return new Violation(title, $"gateway network '{router.GatewayNetworkId}' and gateway port '{router.GatewayPortId}'", "both or none");
            if (router.GatewayNetworkId is { } id && state.In(NetworkTable.Table).Find(id) is { IsExternal: false })
                yield return new Violation(title, $"its gateway is on network {id}, which is not external", "an external network");
            if (router.GatewayPortId is { } portId && state.In(PortTable.Table).Find(portId) is { } port
                && (port.DeviceId != router.Id || port.DeviceOwner != DeviceOwners.RouterGateway || port.NetworkId != router.GatewayNetworkId))
            {
                yield return new Violation(
                    title, $"its gateway port {portId} is a '{port.DeviceOwner}' of '{port.DeviceId}' on network {port.NetworkId}",
                    $"a {DeviceOwners.RouterGateway} of the router on {router.GatewayNetworkId}");
            }
        }
    }
}
