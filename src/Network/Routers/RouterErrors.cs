using Naru.Primitives;

namespace Naru.Network.Routers;

/// <summary>Refusals of routers, in the words of the Networking API.</summary>
internal static class RouterErrors
{
    public static Error BadRequest(string message) => NetworkErrors.Invalid("BadRequest", $"Bad router request: {message}.");

    public static Error NotFound(string id) => Error.NotFound("RouterNotFound", $"Router {id} could not be found");

    public static Error InUse(string id, string reason) => Error.Conflict("RouterInUse", $"Router {id} {reason}");

    public static Error GatewayInUse(string id, string networkId) => Error.Conflict("RouterExternalGatewayInUseByFloatingIp",
        $"Gateway cannot be updated for router {id}, since a gateway to external network {networkId} is required by one or more floating IPs.");

    public static Error InterfaceNotFound(string id, string portId) => Error.NotFound("RouterInterfaceNotFound",
        $"Router {id} does not have an interface with id {portId}");

    public static Error InterfaceNotFoundForSubnet(string id, string subnetId) => Error.NotFound("RouterInterfaceNotFoundForSubnet",
        $"Router {id} has no interface on subnet {subnetId}");

    public static Error InterfaceInUse(string type, string id, string subnetId, string users) => Error.Conflict(type,
        $"Router interface for subnet {subnetId} on router {id} cannot be deleted, as it is required by one or more {users}.");
}
