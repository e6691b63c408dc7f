using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Naru.Rest.OpenApi;

/// <summary>Schemas that kinds of values write, as objects that a document is made of.</summary>
internal static class SchemaText
{
    public static JsonObject Of(Action<Utf8JsonWriter> write) => (JsonObject)JsonNode.Parse(Written(write))!; // A schema is an object.

    public static string Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            write(writer);
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
