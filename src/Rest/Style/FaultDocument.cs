using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Naru.Rest.Style;

/// <summary>
/// <c>{"itemNotFound": {"code", "message"}}</c>: the family of the error is the name of the one member. That is how the APIs refuse that come
/// from Nova (nova, cinder and manila: <c>api/openstack/wsgi.py</c>, "Fault").
/// </summary>
public static class FaultDocument
{
    public static void Write(Utf8JsonWriter writer, string message, int status) => Write(writer, message, status, retryAfter: null);

    /// <param name="retryAfter">In how many seconds to try again; null: nothing is said of it.</param>
    public static void Write(Utf8JsonWriter writer, string message, int status, string? retryAfter)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(NameOf(status));
        writer.WriteNumber("code", status);
        writer.WriteString("message", message);
        if (retryAfter is not null)
            writer.WriteString("retryAfter", retryAfter);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string NameOf(int status) => status switch
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
