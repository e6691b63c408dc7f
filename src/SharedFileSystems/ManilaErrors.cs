using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Microversions;
using Naru.Rest.Style;

namespace Naru.SharedFileSystems;

/// <summary>The refusals of this API, and the status of each.</summary>
internal static class ManilaErrors
{
    private const string Unprocessable = "UnprocessableEntity";

    public static readonly Error NoResource = Error.NotFound("NotFound", "The resource could not be found.");

    public static Error Invalid(string message) => Error.Invalid(message);

    public static Error NotFound(string kind, string id) => Error.NotFound("NotFound", $"{kind} {id} could not be found.");

    public static Error NotAllowed(string rule) => Error.Forbidden("PolicyNotAuthorized", $"Policy doesn't allow {rule} to be performed.");

    public static Error Forbidden(string message) => Error.Forbidden("Forbidden", message);

    public static Error Conflict(string message) => Error.Conflict("Conflict", message);

    public static Error OverQuota(string message) => new(ErrorKind.OverQuota, "OverLimit", message);

    public static Error NoEntity(string message) => new(ErrorKind.Invalid, Unprocessable, message);

    public static int StatusOf(Error error) => error.Type switch
    {
        Unprocessable => StatusCodes.Status422UnprocessableEntity,
        MicroversionNegotiation.NotAcceptable => StatusCodes.Status406NotAcceptable,
        _ => UsualStatus.Of(error.Kind, overQuota: StatusCodes.Status413PayloadTooLarge),
    };
}
