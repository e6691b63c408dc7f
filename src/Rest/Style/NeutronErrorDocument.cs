using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naru.Primitives;

namespace Naru.Rest.Style;

/// <summary><c>{"NeutronError": {"type", "message", "detail"}}</c> (Networking API reference, "Error responses").</summary>
public sealed class NeutronErrorDocument : IErrorDocument
{
    public int StatusCode(ErrorKind kind) => UsualStatus.Of(kind, overQuota: StatusCodes.Status409Conflict);

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
