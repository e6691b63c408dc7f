using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naru.Primitives;

namespace Naru.Rest.Style;

/// <summary><c>{"NeutronError": {"type", "message", "detail"}}</c> (Networking API reference, "Error responses").</summary>
public sealed class NeutronErrorDocument : IErrorDocument
{
    public int StatusCode(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict or ErrorKind.OverQuota => StatusCodes.Status409Conflict,
        ErrorKind.PreconditionFailed => StatusCodes.Status412PreconditionFailed,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorKind.NotSupported => StatusCodes.Status501NotImplemented,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    public void Write(Utf8JsonWriter writer, Error error, int statusCode)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("NeutronError");
        writer.WriteString("type", error.Type);
        writer.WriteString("message", error.Message);
        writer.WriteString("detail", "");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public void WriteSchema(Utf8JsonWriter writer) => ErrorSchema.Write(writer, "NeutronError", ("type", "string"), ("message", "string"), ("detail", "string"));
}
