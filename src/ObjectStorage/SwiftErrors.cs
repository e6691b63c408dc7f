using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Naru.Primitives;
using Naru.Rest.Style;

namespace Naru.ObjectStorage;

/// <summary>The refusals of this API. The type of each is the reason phrase of its status; the message is for people.</summary>
internal static class SwiftErrors
{
    public static readonly Error Unauthenticated =
        new(ErrorKind.Unauthenticated, "Unauthorized", "This server could not verify that you are authorized to access the document you requested.");

    public static readonly Error Forbidden = Error.Forbidden("Forbidden", "Access was denied to this resource.");

    public static readonly Error NotFound = Error.NotFound("Not Found", "The resource could not be found.");

    public static readonly Error LengthRequired = new(ErrorKind.Invalid, "Length Required", "Missing Content-Length header.");

    public static readonly Error MethodNotAllowed = new(ErrorKind.Invalid, "Method Not Allowed", "The method is not allowed for this resource.");

    public static readonly Error PreconditionFailed = Precondition("A precondition for this request was not met.");

    public static readonly Error NotAcceptable = new(ErrorKind.Invalid, "Not Acceptable", "The resource is not available in a format acceptable to your browser.");

    public static readonly Error ClientGone = new(ErrorKind.Invalid, "Client Disconnect", "The body ended before its announced length.");

    public static readonly Error TooLarge = new(ErrorKind.TooLarge, "Request Entity Too Large", "The body of your request was too large for this server.");

    public static readonly Error StorageFull = new(ErrorKind.Unavailable, "Insufficient Storage", "There is not enough space to save the resource.");

    public static readonly Error Unavailable =
        new(ErrorKind.Unavailable, "Service Unavailable", "The server is currently unavailable. Please try again at a later time.");

    public static Error Bad(string message) => new(ErrorKind.Invalid, "Bad Request", message);

    public static Error Conflict(string message) => Error.Conflict("Conflict", message);

    public static Error Precondition(string message) => new(ErrorKind.PreconditionFailed, "Precondition Failed", message);

    public static Error Unprocessable(string message) => new(ErrorKind.Invalid, "Unprocessable Entity", message);

    public static Error QuotaExceeded(string message) => new(ErrorKind.TooLarge, "Request Entity Too Large", message);

    public static int StatusOf(Error error) => error.Type switch
    {
        "Length Required" => StatusCodes.Status411LengthRequired,
        "Method Not Allowed" => StatusCodes.Status405MethodNotAllowed,
        "Not Acceptable" => StatusCodes.Status406NotAcceptable,
        "Unprocessable Entity" => StatusCodes.Status422UnprocessableEntity,
        "Client Disconnect" => StatusCodes.Status499ClientClosedRequest,
        "Insufficient Storage" => StatusCodes.Status507InsufficientStorage,
        _ => UsualStatus.Of(error.Kind, overQuota: StatusCodes.Status413PayloadTooLarge),
    };

    /// <summary>As bulk answers name a status: <c>404 Not Found</c>.</summary>
    public static string Line(Error error) => Line(StatusOf(error));

    public static string Line(int status) => $"{status} {(status == StatusCodes.Status499ClientClosedRequest ? "Client Disconnect" : ReasonPhrases.GetReasonPhrase(status))}";
}
