using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Naru.Primitives;

/// <summary>An <see cref="EquatableList{T}"/> as a JSON array; <c>null</c> reads as the empty list.</summary>
public sealed class EquatableListJson<T> : JsonConverter<EquatableList<T>>
{
    public override bool HandleNull => true;

    public override EquatableList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.Null)
            return default;
        if (reader.TokenType is not JsonTokenType.StartArray)
            throw new JsonException("Expected an array.");
        var type = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        var items = ImmutableArray.CreateBuilder<T>();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
            items.Add(JsonSerializer.Deserialize(ref reader, type) ?? throw new JsonException("A list item is null."));
        return new EquatableList<T>(items.DrainToImmutable());
    }

    public override void Write(Utf8JsonWriter writer, EquatableList<T> value, JsonSerializerOptions options)
    {
        var type = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        writer.WriteStartArray();
        foreach (var item in value)
            JsonSerializer.Serialize(writer, item, type);
        writer.WriteEndArray();
    }
}
