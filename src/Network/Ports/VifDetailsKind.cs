using System.Text.Json;
using Naru.Primitives;
using Naru.Rest.Values;

namespace Naru.Network.Ports;

/// <summary>Plugging details; a port without any shows an empty object, not null.</summary>
internal sealed class VifDetailsKind(ObjectKind<VifDetails> details) : ValueKind<VifDetails?>
{
    public override Result<VifDetails?> Read(JsonElement json) => details.Read(json).Map(value => (VifDetails?)value);

    public override void Write(Utf8JsonWriter writer, VifDetails? value)
    {
        if (value is not null)
        {
            details.Write(writer, value);
            return;
        }
        writer.WriteStartObject();
        writer.WriteEndObject();
    }

    public override bool Matches(VifDetails? value, string text) => value is not null && details.Matches(value, text);

    public override void WriteSchema(Utf8JsonWriter writer) => details.WriteSchema(writer);
}
