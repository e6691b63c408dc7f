using System.Text.Json;
using System.Text.Json.Serialization;

namespace Naru.Primitives;

/// <summary>A MAC address as a JSON string.</summary>
public sealed class MacAddressJson : JsonConverter<MacAddress>
{
    public override MacAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        MacAddress.TryParse(reader.GetString(), out var address) ? address : throw new JsonException("Not a MAC address.");

    public override void Write(Utf8JsonWriter writer, MacAddress value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
