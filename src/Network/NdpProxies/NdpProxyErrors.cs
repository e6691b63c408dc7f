using Naru.Primitives;

namespace Naru.Network.NdpProxies;

/// <summary>Refusals of NDP proxies, in the words of the Networking API.</summary>
internal static class NdpProxyErrors
{
    public static Error NotEnabled(string routerId) => Error.Conflict("RouterNDPProxyNotEnable",
        $"The enable_ndp_proxy parameter of router {routerId} must be set as True while create ndp proxy entry on it.");

    public static Error GatewayNotValid(string routerId, string reason) => Error.Conflict("RouterGatewayNotValid",
        $"Can not enable ndp proxy on router {routerId}, reason: {reason}.");

    public static Error StillUsed(string routerId) => Error.Conflict("RouterNDPProxyInUse",
        $"Unable to disable ndp proxy of router {routerId}. There are one or more ndp proxies still in use on the router.");

    public static Error GatewayInUse(string routerId) => Error.Conflict("RouterGatewayInUseByNDPProxy",
        $"Unable to unset external gateway of router {routerId}. There are one or more ndp proxies still in use on the router.");

    public static Error Unreachable(string routerId, string portId) => Error.Conflict("PortUnreachableRouter",
        $"The port {portId} cannot reach the router {routerId} by IPv6 subnet.");

    public static Error AddressNotOfPort(IpAddress address, string portId) => Error.Conflict("InvalidAddress",
        $"The address {address} is invalid, reason: it is not an IPv6 address of port {portId}.");

    public static Error OtherScope(IpAddress address, string routerId) => Error.Conflict("AddressScopeConflict",
        $"The IPv6 address {address} is not of the address scope of the external network of router {routerId}.");

    public static Error AlreadyThere(IpAddress address) => NetworkErrors.Invalid("BadRequest",
        $"Bad ndp_proxy request: There is already an ndp proxy for address {address}.");
}
