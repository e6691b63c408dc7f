using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Style;

namespace Naru.Images;

/// <summary>The refusals of this API that have a status of their own, and the status of every other.</summary>
internal static class GlanceErrors
{
    private const string MediaType = "UnsupportedMediaType";
    private const string Range = "RangeNotSatisfiable";
    private const string Gone = "Gone";

    public static readonly Error NoResource = Error.NotFound("NotFound", "The resource could not be found.");

    public static readonly Error ClientGone = Error.Invalid("The body ended before all of it had arrived; the image has no data.");

    public static readonly Error StorageFull = new(ErrorKind.TooLarge, "StorageFull", "Image storage media is full: there is not enough space for the data of the image.");

    public static readonly Error ImageTooLarge =
        new(ErrorKind.TooLarge, "ImageSizeLimitExceeded", $"An image has at most {Limits.LargestImage} bytes.");

    public static Error NotFound(string id) => Error.NotFound("ImageNotFound", $"Failed to find image {id}");

    public static Error NotAllowed(string rule) => Error.Forbidden("Forbidden", $"You are not authorized to complete {rule} action.");

    public static Error Forbidden(string message) => Error.Forbidden("Forbidden", message);

    public static Error Conflict(string message) => Error.Conflict("Conflict", message);

    public static Error OverQuota(string message) => new(ErrorKind.OverQuota, "LimitExceeded", message);

    public static Error Transition(string from, string to) => Conflict($"Image status transition from {from} to {to} is not allowed");

    public static Error WrongMediaType(string? given, string wanted) =>
        new(ErrorKind.Invalid, MediaType, $"The content type '{given}' is not supported here: expected {wanted}.");

    public static Error NoSuchRange(string message) => new(ErrorKind.Invalid, Range, message);

    public static Error GoneMeanwhile(string id) => new(ErrorKind.NotFound, Gone, $"Image {id} was deleted while its data arrived.");

    public static int StatusOf(Error error) => error.Type switch
    {
        MediaType => StatusCodes.Status415UnsupportedMediaType,
        Range => StatusCodes.Status416RangeNotSatisfiable,
        Gone => StatusCodes.Status410Gone,
        _ => UsualStatus.Of(error.Kind, overQuota: StatusCodes.Status413PayloadTooLarge),
    };
}
