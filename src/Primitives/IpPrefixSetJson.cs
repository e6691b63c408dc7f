using System.Text.Json;
using System.Text.Json.Serialization;

namespace Naru.Primitives;

/// <summary>An <see cref="IpPrefixSet"/> as a JSON array of texts.</summary>
public sealed class IpPrefixSetJson : JsonConverter<IpPrefixSet>
{
    public override IpPrefixSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.StartArray)
            throw new JsonException("Expected an array.");
        var prefixes = new List<IpPrefix>();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            prefixes.Add(IpPrefix.TryParse(reader.GetString(), out var prefix)
                ? prefix
                : throw new JsonException($"'{reader.GetString()}' is not an address block."));
        }
        return IpPrefixSet.Of(prefixes);
    }

    public override void Write(Utf8JsonWriter writer, IpPrefixSet value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var prefix in value)
            writer.WriteStringValue(prefix.ToString());
        writer.WriteEndArray();
    }
}
