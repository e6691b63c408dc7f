using System.Text;
using System.Text.Json;
using Naru.Primitives;

namespace Naru.Images.Metadefs;

/// <summary>Checks what a property definition says of its values, and keeps it as it was said.</summary>
internal static class PropertySchema
{
    private const string Schema = "property";

    private static readonly string[] Types = ["array", "boolean", "integer", "number", "object", "string", "null"];

    private static readonly Dictionary<string, Func<JsonElement, bool>> Attributes = new()
    {
        ["name"] = IsText,
        ["title"] = IsText,
        ["description"] = IsText,
        ["operators"] = IsTexts,
        ["type"] = IsType,
        ["required"] = IsTexts,
        ["minimum"] = IsNumber,
        ["maximum"] = IsNumber,
        ["minLength"] = IsCount,
        ["maxLength"] = IsCount,
        ["minItems"] = IsCount,
        ["maxItems"] = IsCount,
        ["pattern"] = IsText,
        ["enum"] = value => value.ValueKind is JsonValueKind.Array,
        ["readonly"] = IsFlag,
        ["default"] = _ => true,
        ["items"] = value => value.ValueKind is JsonValueKind.Object,
        ["uniqueItems"] = IsFlag,
        ["additionalItems"] = IsFlag,
        ["confidential"] = IsFlag,
    };

    /// <summary>The attributes of a definition, as its schema says them.</summary>
    public static IEnumerable<string> Names => Attributes.Keys;

    /// <summary>Reads a definition that says its own name.</summary>
    public static Result<MetadefProperty> ReadNamed(JsonElement body, DateTimeOffset now) =>
        body.ValueKind is JsonValueKind.Object && body.TryGetProperty("name", out var name) && name.ValueKind is JsonValueKind.String
            && name.GetString() is { Length: > 0 and <= MetadefLimits.NameLength } text
            ? Read(text, body, now)
            : MetadefErrors.Mismatch(Schema, $"'name' is needed: text of 1 to {MetadefLimits.NameLength} characters");

    public static Result<MetadefProperty> Read(string name, JsonElement body, DateTimeOffset now)
    {
        if (name.Length is 0 or > MetadefLimits.NameLength)
            return MetadefErrors.Mismatch(Schema, $"the name of a property has 1 to {MetadefLimits.NameLength} characters");
        if (body.ValueKind is not JsonValueKind.Object)
            return MetadefErrors.Mismatch(Schema, $"the property '{name}' is an object");
        foreach (var attribute in body.EnumerateObject())
        {
            if (attribute.Name is "created_at" or "updated_at")
                return MetadefErrors.ReadOnly(attribute.Name);
            if (!Attributes.TryGetValue(attribute.Name, out var isRight))
                return MetadefErrors.Mismatch(Schema, $"there is no attribute '{attribute.Name}' of a property");
            if (!isRight(attribute.Value))
                return MetadefErrors.Mismatch(Schema, $"the '{attribute.Name}' of the property '{name}' is not what it has to be");
        }
        foreach (var needed in (string[])["title", "type"])
        {
            if (!body.TryGetProperty(needed, out _))
                return MetadefErrors.Mismatch(Schema, $"the property '{name}' needs '{needed}'");
        }
        return new MetadefProperty(name, WithoutName(body), now);
    }

    private static string WithoutName(JsonElement body)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var attribute in body.EnumerateObject().Where(attribute => attribute.Name != "name"))
                attribute.WriteTo(writer);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static bool IsText(JsonElement value) => value.ValueKind is JsonValueKind.String;

    private static bool IsFlag(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False;

    private static bool IsNumber(JsonElement value) => value.ValueKind is JsonValueKind.Number;

    private static bool IsCount(JsonElement value) => IsNumber(value) && value.TryGetInt32(out var count) && count >= 0;

    private static bool IsType(JsonElement value) => IsText(value) && Types.Contains(value.GetString());

    private static bool IsTexts(JsonElement value) => value.ValueKind is JsonValueKind.Array && value.EnumerateArray().All(IsText);
}
