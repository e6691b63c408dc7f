using Naru.Primitives;

namespace Naru.Network;

/// <summary>Refusals that several resources share, in the words of the Networking API.</summary>
internal static class NetworkErrors
{
    /// <summary>What is asked for makes no sense (400).</summary>
    public static Error InvalidInput(string reason) => new(ErrorKind.Invalid, "InvalidInput", $"Invalid input for operation: {reason}.");

    /// <summary>The request is malformed (400).</summary>
    public static Error BadRequest(string message) => new(ErrorKind.Invalid, "HTTPBadRequest", message);

    public static Error Invalid(string type, string message) => new(ErrorKind.Invalid, type, message);

    public static Error NetworkNotFound(string id) => Error.NotFound("NetworkNotFound", $"Network {id} could not be found.");

    public static Error SubnetNotFound(string id) => Error.NotFound("SubnetNotFound", $"Subnet {id} could not be found.");

    public static Error NetworkInUse(string id, string reason) =>
        Error.Conflict("NetworkInUse", $"Unable to complete operation on network {id}. {reason}.");

    public static Error SubnetInUse(string id, string reason = "One or more ports have an IP allocation from this subnet") =>
        Error.Conflict("SubnetInUse", $"Unable to complete operation on subnet {id}: {reason}.");
}
