using Naru.Network.Ports;
using Naru.Primitives;

namespace Naru.Network.FloatingIps;

/// <summary>Refusals of floating IPs, in the words of the Networking API.</summary>
internal static class FloatingIpErrors
{
    public static Error BadRequest(string message) => NetworkErrors.Invalid("BadRequest", $"Bad floatingip request: {message}.");

    public static Error PortNotFound(string id) => Error.NotFound("PortNotFound", $"Port {id} could not be found.");

    public static Error AddressesExhausted(string networkId) => NetworkErrors.Invalid(
        "ExternalIpAddressExhausted", $"Unable to find any IP address on external network {networkId}.");

    // The message has two spaces in Neutron too; scripts compare it.
    public static Error NotReachable(string networkId, string subnetId, Port port) => Error.NotFound("ExternalGatewayForFloatingIPNotFound",
        $"External network {networkId} is not reachable from subnet {subnetId}.  Therefore, cannot associate Port {port.Id} with a Floating IP.");

    public static Error AlreadyAssociated(FloatingIp floating, Port port, IpAddress address) => Error.Conflict("FloatingIPPortAlreadyAssociated",
        $"Cannot associate floating IP {floating.FloatingAddress} ({floating.Id}) with port {port.Id} using fixed IP {address}, "
        + $"as that fixed IP already has a floating IP on external network {floating.FloatingNetworkId}.");
}
