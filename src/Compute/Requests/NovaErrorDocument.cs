using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Style;

namespace Naru.Compute.Requests;

/// <summary><c>{"itemNotFound": {"code", "message"}}</c>: the family of the error is the name of the object (Compute API guide, "Faults").</summary>
internal sealed class NovaErrorDocument : IErrorDocument
{
    public int StatusCode(ErrorKind kind) => UsualStatus.Of(kind, overQuota: StatusCodes.Status403Forbidden);

    public void Write(Utf8JsonWriter writer, Error error, int statusCode) => Write(writer, error.Message, statusCode);

    public static void Write(Utf8JsonWriter writer, string message, int statusCode)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(NameOf(statusCode));
        writer.WriteNumber("code", statusCode);
        writer.WriteString("message", message);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    /// <remarks>The one member has the name of the family.</remarks>
    public void WriteSchema(Utf8JsonWriter writer) => writer.WriteRawValue(
        """{"type":"object","additionalProperties":{"type":"object","properties":{"code":{"type":"integer"},"message":{"type":"string"}},"required":["code","message"]}}"""u8);

    private static string NameOf(int statusCode) => statusCode switch
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
