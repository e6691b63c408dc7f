using Naru.Network.FloatingIps;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.State;

namespace Naru.Network.Qos;

/// <summary>Which policy holds for something: its own, or else the one of its network.</summary>
internal static class EffectivePolicy
{
    /// <remarks>A network's policy is for those who use the network, not for the routers and DHCP servers of the service itself.</remarks>
    public static string? Of(IStateReader state, Port port) => port.QosPolicyId ?? (port.IsNetworkDevice ? null : OfNetwork(state, port.NetworkId));

    public static string? Of(IStateReader state, FloatingIp floating) => floating.QosPolicyId ?? OfNetwork(state, floating.FloatingNetworkId);

    /// <summary>The policy of what leaves and enters a router with the address of its gateway.</summary>
    public static string? OfGateway(IStateReader state, Router router) =>
        router.GatewayNetworkId is { } networkId ? router.GatewayQosPolicyId ?? OfNetwork(state, networkId) : null;

    private static string? OfNetwork(IStateReader state, string networkId) => state.In(NetworkTable.Table).Find(networkId)?.QosPolicyId;
}
