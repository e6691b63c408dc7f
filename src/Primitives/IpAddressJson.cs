using System.Text.Json;
using System.Text.Json.Serialization;

namespace Naru.Primitives;

/// <summary>An IP address as a JSON string.</summary>
public sealed class IpAddressJson : JsonConverter<IpAddress>
{
    public override IpAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IpAddress.TryParse(reader.GetString(), out var address) ? address : throw new JsonException("Not an IP address.");

    public override void Write(Utf8JsonWriter writer, IpAddress value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
