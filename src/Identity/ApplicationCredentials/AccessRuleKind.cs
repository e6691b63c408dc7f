using System.Text.Json;
using Naru.Identity.AccessRules;
using Naru.Primitives;
using Naru.Rest.Values;

namespace Naru.Identity.ApplicationCredentials;

/// <summary>An access rule inside an application credential: an existing one by id, or a new one.</summary>
internal sealed class AccessRuleKind : ValueKind<AccessRule>
{
    public static readonly AccessRuleKind Instance = new();

    public override Result<AccessRule> Read(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object)
            return Reason($"'{Show(json)}' is not an access rule");
        if (json.TryGetProperty("id", out var id))
            return id.ValueKind is JsonValueKind.String ? new AccessRule { Id = id.GetString()! } : Reason("the id of an access rule is not a string");
        if (!json.TryGetProperty("service", out var service) || !json.TryGetProperty("path", out var path) || !json.TryGetProperty("method", out var method))
            return Reason("an access rule needs 'service', 'path' and 'method'");
        if (!AccessRuleResource.Service.Read(service).TryGet(out var serviceType, out var error)
            || !AccessRuleResource.Path.Read(path).TryGet(out var pattern, out error)
            || !AccessRuleResource.Method.Read(method).TryGet(out var verb, out error))
        {
            return error;
        }
        return new AccessRule { Service = serviceType, Path = pattern, Method = verb };
    }

    public override void Write(Utf8JsonWriter writer, AccessRule value)
    {
        writer.WriteStartObject();
        writer.WriteString("id", value.Id);
        writer.WriteString("service", value.Service);
        writer.WriteString("path", value.Path);
        writer.WriteString("method", value.Method);
        writer.WriteEndObject();
    }

    public override bool Matches(AccessRule value, string text) => value.Id == text;

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "object");
        writer.WriteEndObject();
    }
}
