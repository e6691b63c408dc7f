using System.Text.Json;
using Naru.BlockStorage.Documents;
using Naru.Primitives;

namespace Naru.BlockStorage.Bodies;

/// <summary>The members of an object in a body, which are as declared.</summary>
internal readonly struct Fields(JsonElement json)
{
    public bool Has(string name) => Find(name).ValueKind is not JsonValueKind.Undefined and not JsonValueKind.Null;

    /// <summary>Whether it is named at all, if only as null.</summary>
    public bool Names(string name) => Find(name).ValueKind is not JsonValueKind.Undefined;

    public JsonElement Find(string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;

    /// <summary>A text without blanks at its ends.</summary>
    public string? Text(string name) => Find(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()!.Trim() : null;

    public int? Integer(string name) => Check.TryInteger(Find(name), out var number) ? (int)number : null;

    public bool? Flag(string name) => Find(name) is var value && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.String => value.GetString()!.Trim().ToLowerInvariant() is "1" or "t" or "true" or "on" or "y" or "yes",
        _ => false,
    }
    ? true
    : Has(name) ? false : null;

    public EquatableList<Entry> Map(string name) => MapOf(Find(name));

    public IReadOnlyList<string> Texts(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : [];

    public static EquatableList<Entry> MapOf(JsonElement map) => map.ValueKind is JsonValueKind.Object
        ? map.EnumerateObject().Where(entry => entry.Value.ValueKind is JsonValueKind.String).Select(entry => new Entry(entry.Name, entry.Value.GetString()!)).ToEquatableList()
        : default;
}
