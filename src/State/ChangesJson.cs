using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Naru.State;

/// <summary>The changes of a commit as one JSON array, as journals with a column for them store it.</summary>
internal static class ChangesJson
{
    public static byte[] Write(ImmutableArray<StoredChange> changes)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        // The documents come from a serializer: they need not be validated again.
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartArray();
        foreach (var change in changes)
        {
            json.WriteStartObject();
            json.WriteString("table"u8, change.Table);
            json.WriteString("id"u8, change.Id);
            json.WriteNumber("version"u8, change.Version);
            WriteSide(json, "before"u8, change.Before);
            WriteSide(json, "after"u8, change.After);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static ImmutableArray<StoredChange> Read(byte[] changes)
    {
        using var json = JsonDocument.Parse(changes);
        return [.. json.RootElement.EnumerateArray().Select(change => new StoredChange(
            change.GetProperty("table"u8).GetString()!,
            change.GetProperty("id"u8).GetString()!,
            change.GetProperty("version"u8).GetInt32(),
            ReadSide(change, "before"u8),
            ReadSide(change, "after"u8)))];
    }

    private static void WriteSide(Utf8JsonWriter json, ReadOnlySpan<byte> name, byte[]? document)
    {
        if (document is null)
            return;
        json.WritePropertyName(name);
        json.WriteRawValue(document, skipInputValidation: true);
    }

    private static byte[]? ReadSide(JsonElement change, ReadOnlySpan<byte> name) =>
        change.TryGetProperty(name, out var document) ? JsonMarshal.GetRawUtf8Value(document).ToArray() : null;
}
