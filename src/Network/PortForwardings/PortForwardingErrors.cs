using Naru.Network.FloatingIps;
using Naru.Primitives;

namespace Naru.Network.PortForwardings;

/// <summary>Refusals of port forwardings, in the words of the Networking API.</summary>
internal static class PortForwardingErrors
{
    public static Error BadRequest(string message) => NetworkErrors.Invalid("BadRequest", $"Bad port_forwarding request: {message}.");

    public static Error FloatingIpNotFound(string id) => Error.NotFound("FloatingIPNotFound", $"Floating IP {id} could not be found.");

    public static Error FloatingIpInUse(string id) =>
        Error.Conflict("FipInUseByPortForwarding", $"Floating IP {id} in use by Port Forwarding resources.");

    public static Error FloatingIpLeadsElsewhere(FloatingIp floating, PortForwarding forwarding) => Error.Conflict("FloatingIPPortAlreadyAssociated",
        $"Cannot associate floating IP {floating.FloatingAddress} ({floating.Id}) with port {forwarding.InternalPortId} using fixed IP "
        + $"{forwarding.InternalAddress}, as that floating IP already leads to port {floating.PortId}.");

    public static Error PortHasFloatingIp(FloatingIp floating, PortForwarding forwarding) => Error.Conflict("PortHasBindingFloatingIP",
        $"Cannot create port forwarding to floating IP {floating.FloatingAddress} ({floating.Id}) with port {forwarding.InternalPortId} using fixed IP "
        + $"{forwarding.InternalAddress}, as that port already has a binding floating IP.");

    public static Error PortHasForwardings(FloatingIp floating, string portId, IpAddress address) => Error.Conflict("PortHasPortForwarding",
        $"Cannot associate floating IP {floating.FloatingAddress} ({floating.Id}) with port {portId} using fixed IP {address}, "
        + "as that fixed IP already has Port Forwarding resources.");

    public static Error Duplicate(string values) => BadRequest(
        $"A duplicate port forwarding entry with same attributes already exists, conflicting values are {values}");
}
