using System.Text.Json;
using Naru.Primitives;
using Naru.Rest.Values;

namespace Naru.Network.Qos.Placement;

/// <summary>How a resource request is shown, in groups (extension <c>port-resource-request-groups</c>); none is <c>null</c>.</summary>
internal sealed class ResourceRequestKind : ValueKind<ResourceRequest?>
{
    public static readonly ResourceRequestKind Instance = new();

    public override Result<ResourceRequest?> Read(JsonElement json) => Reason("it follows from the port's QoS policy");

    public override void Write(Utf8JsonWriter writer, ResourceRequest? value)
    {
        if (value is null)
        {
            writer.WriteNullValue();
            return;
        }
        writer.WriteStartObject();
        writer.WriteStartArray("request_groups");
        foreach (var group in value.Groups)
            Write(writer, group);
        writer.WriteEndArray();
        writer.WriteStartArray("same_subtree");
        foreach (var group in value.Groups)
            writer.WriteStringValue(group.Id);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public override bool Matches(ResourceRequest? value, string text) => false;

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("type");
        writer.WriteStringValue("object");
        writer.WriteStringValue("null");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ResourceGroup group)
    {
        writer.WriteStartObject();
        writer.WriteString("id", group.Id);
        writer.WriteStartArray("required");
        foreach (var trait in group.Traits)
            writer.WriteStringValue(trait);
        writer.WriteEndArray();
        writer.WriteStartObject("resources");
        foreach (var resource in group.Resources)
            writer.WriteNumber(resource.Name, resource.Amount);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
