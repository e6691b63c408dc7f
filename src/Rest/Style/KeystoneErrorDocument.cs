using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Naru.Primitives;

namespace Naru.Rest.Style;

/// <summary><c>{"error": {"code", "message", "title"}}</c> (Identity API v3 reference).</summary>
public sealed class KeystoneErrorDocument : IErrorDocument
{
    public int StatusCode(ErrorKind kind) => UsualStatus.Of(kind, overQuota: StatusCodes.Status403Forbidden);

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
