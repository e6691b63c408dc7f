using Naru.Primitives;

namespace Naru.Compute;

/// <summary>The refusals of this API, in Nova's words.</summary>
internal static class NovaErrors
{
    public static readonly Error NoResource = NotFound("The resource could not be found.");

    public static Error NotAllowed(string rule) => Error.Forbidden("Forbidden", $"Policy doesn't allow {rule} to be performed.");

    public static Error BadRequest(string message) => new(ErrorKind.Invalid, "BadRequest", message);

    public static Error NotFound(string message) => Error.NotFound("NotFound", message);

    public static Error Conflict(string message) => Error.Conflict("Conflict", message);

    public static Error Forbidden(string message) => Error.Forbidden("Forbidden", message);

    public static Error NotSupported(string message) => new(ErrorKind.NotSupported, "NotImplemented", message);

    public static Error OverQuota(string message) => new(ErrorKind.OverQuota, "OverQuota", message);

    public static Error NoServer(string id) => NotFound($"Instance {id} could not be found.");

    public static Error NoFlavor(string id) => NotFound($"Flavor {id} could not be found.");

    public static Error NoHost(string host) => NotFound($"Compute host {host} could not be found.");
}
