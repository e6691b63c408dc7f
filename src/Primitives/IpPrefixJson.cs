using System.Text.Json;
using System.Text.Json.Serialization;

namespace Naru.Primitives;

/// <summary>An address block as a JSON string.</summary>
public sealed class IpPrefixJson : JsonConverter<IpPrefix>
{
    public override IpPrefix Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IpPrefix.TryParse(reader.GetString(), out var prefix) ? prefix : throw new JsonException("Not an address block.");

    public override void Write(Utf8JsonWriter writer, IpPrefix value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
