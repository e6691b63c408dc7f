using System.Text.Json;
using Naru.Primitives;

namespace Naru.Rest.Style;

/// <summary>How an API says no: its own status codes and its own JSON document.</summary>
public interface IErrorDocument
{
    int StatusCode(ErrorKind kind);

    void Write(Utf8JsonWriter writer, Error error, int statusCode);

    /// <summary>Writes the JSON schema of the document (OpenAPI 3.1).</summary>
    void WriteSchema(Utf8JsonWriter writer);
}
