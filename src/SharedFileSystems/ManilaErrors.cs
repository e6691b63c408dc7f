using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Microversions;
using Naru.Rest.Style;

namespace Naru.SharedFileSystems;

/// <summary>The refusals of this API that have a status of their own, and the names that its error documents have for statuses.</summary>
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

    /// <summary>The one attribute of an error document.</summary>
    public static string NameOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "badRequest",
        StatusCodes.Status401Unauthorized => "unauthorized",
        StatusCodes.Status403Forbidden => "forbidden",
        StatusCodes.Status404NotFound => "itemNotFound",
        StatusCodes.Status405MethodNotAllowed => "badMethod",
        StatusCodes.Status409Conflict => "conflictingRequest",
        StatusCodes.Status413PayloadTooLarge => "overLimit",
        StatusCodes.Status415UnsupportedMediaType => "badMediaType",
        StatusCodes.Status501NotImplemented => "notImplemented",
        StatusCodes.Status503ServiceUnavailable => "serviceUnavailable",
        _ => "computeFault",
    };
}
