using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Naru.Primitives;

namespace Naru.Rest.Style;

/// <summary><c>{"error": {"code", "message", "title"}}</c> (Identity API v3 reference).</summary>
public sealed class KeystoneErrorDocument : IErrorDocument
{
    public int StatusCode(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden or ErrorKind.OverQuota => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.PreconditionFailed => StatusCodes.Status412PreconditionFailed,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorKind.NotSupported => StatusCodes.Status501NotImplemented,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    public void Write(Utf8JsonWriter writer, Error error, int statusCode)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("error");
        writer.WriteNumber("code", statusCode);
        writer.WriteString("message", error.Message);
        writer.WriteString("title", ReasonPhrases.GetReasonPhrase(statusCode));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public void WriteSchema(Utf8JsonWriter writer) => ErrorSchema.Write(writer, "error", ("code", "integer"), ("message", "string"), ("title", "string"));
}
