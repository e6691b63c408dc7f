using Naru.Primitives;

namespace Naru.Network.LocalIps;

/// <summary>Refusals of local IPs, in the words of the Networking API.</summary>
internal static class LocalIpErrors
{
    public static Error BadRequest(string message) => NetworkErrors.Invalid("BadRequest", $"Bad local_ip request: {message}.");

    public static Error InUse(string id) => Error.Conflict("LocalIPInUse", $"Local IP {id} is still associated with one or more ports.");

    public static Error PortOrNetworkRequired => NetworkErrors.Invalid("LocalIPPortOrNetworkRequired", "Either Port ID or Network ID must be specified.");

    public static Error AddressNotFound(string portId, IpAddress address) => NetworkErrors.Invalid("LocalIPRequestedIPNotFound",
        $"Specified IP {address} is not assigned to the port {portId}.");

    public static Error AddressNeeded(string portId) => NetworkErrors.Invalid("LocalIPNoRequestedIP",
        $"Specify which IP to use as port {portId} has several.");

    public static Error NoAddress(string portId) => NetworkErrors.Invalid("LocalIPNoIP", $"Specified port {portId} has no fixed IPv4 addresses configured.");

    public static Error AlreadyAssociated(string localIpId, string portId) => Error.Conflict("LocalIPAssociationExists",
        $"Local IP {localIpId} is already associated with port {portId}.");
}
