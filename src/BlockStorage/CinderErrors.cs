using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Microversions;
using Naru.Rest.Style;

namespace Naru.BlockStorage;

/// <summary>The refusals of this API in Cinder's words, and the status and name of each.</summary>
internal static class CinderErrors
{
    public static readonly Error NoResource = Error.NotFound("NotFound", "The resource could not be found.");

    public static readonly Error MalformedUrl = Error.Invalid("Malformed request url");

    public static readonly Error EmptyBody = Error.Invalid("Missing request body: expected a JSON object.");

    public static Error NotFound(string kind, string id) => Error.NotFound($"{kind}NotFound", $"{kind} {id} could not be found.");

    public static Error NotAllowed(string rule) => Error.Forbidden("PolicyNotAuthorized", $"Policy doesn't allow {rule} to be performed.");

    public static Error Invalid(string message) => Error.Invalid(message);

    public static Error Conflict(string message) => Error.Conflict("Conflict", message);

    public static Error OverQuota(string message) => new(ErrorKind.OverQuota, "OverQuota", message);

    public static Error NotSupported(string message) => new(ErrorKind.NotSupported, "NotSupported", message);

    public static Error VersionLacks(string version) => Error.NotFound("VersionNotFound", $"API version {version} is not supported on this method.");

    /// <summary>A volume must be in one of some statuses, and is in another.</summary>
    public static Error WrongStatus(string id, string operation, string status, params IEnumerable<string> expected) =>
        Error.Invalid($"Invalid volume: {operation} needs volume {id} in status {string.Join(" or ", expected)}, but it is {status}.");

    public static int StatusOf(Error error) => error.Type == MicroversionNegotiation.NotAcceptable
        ? StatusCodes.Status406NotAcceptable
        : UsualStatus.Of(error.Kind, overQuota: StatusCodes.Status413PayloadTooLarge);
}
