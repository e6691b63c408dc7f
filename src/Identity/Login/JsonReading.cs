using System.Text.Json;
using Naru.Primitives;

namespace Naru.Identity.Login;

/// <summary>Takes required parts out of a body whose shape is fixed; the error says which part is missing.</summary>
internal static class JsonReading
{
    public static Result<JsonElement> Object(this JsonElement json, string name)
    {
        if (json.ValueKind is not JsonValueKind.Object || !json.TryGetProperty(name, out var value))
            return IdentityErrors.Invalid($"'{name}' is a required property");
        return value.ValueKind is JsonValueKind.Object ? value : IdentityErrors.Invalid($"'{name}' is not of type 'object'");
    }

    public static Result<string> Text(this JsonElement json, string name)
    {
        if (json.ValueKind is not JsonValueKind.Object || !json.TryGetProperty(name, out var value))
            return IdentityErrors.Invalid($"'{name}' is a required property");
        return value.ValueKind is JsonValueKind.String ? value.GetString()! : IdentityErrors.Invalid($"'{name}' is not of type 'string'");
    }

    /// <summary>The text, or null when it is absent or no text.</summary>
    public static string? TextOrNull(this JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;
}
