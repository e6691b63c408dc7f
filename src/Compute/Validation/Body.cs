using System.Text.Json;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Compute.Validation;

/// <summary>Reads what a shape has found right.</summary>
internal static class Body
{
    /// <summary>The member; undefined when it is not there or null.</summary>
    public static JsonElement Of(this JsonElement body, string name) =>
        body.ValueKind is JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : default;

    /// <summary>Whether the member is there, null or not.</summary>
    public static bool Has(this JsonElement body, string name) => body.ValueKind is JsonValueKind.Object && body.TryGetProperty(name, out _);

    public static string? TextOf(this JsonElement body, string name) => body.Of(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    public static int? WholeOf(this JsonElement body, string name) => (int?)Shapes.Number(body.Of(name));

    public static bool FlagOf(this JsonElement body, string name) => Shapes.IsYes(body.Of(name));

    public static IEnumerable<JsonElement> ItemsOf(this JsonElement body, string name) =>
        body.Of(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    public static EquatableList<string> TextsOf(this JsonElement body, string name) => body.ItemsOf(name).Select(item => item.GetString()!).ToEquatableList();

    public static EquatableList<NodeKeyValue> PairsOf(this JsonElement body, string name) => body.Of(name).Pairs();

    /// <summary>The members of an object of texts, numbers and flags.</summary>
    public static EquatableList<NodeKeyValue> Pairs(this JsonElement value) => value.ValueKind is JsonValueKind.Object
        ? value.EnumerateObject().Select(member => new NodeKeyValue(member.Name, Text(member.Value))).ToEquatableList()
        : [];

    private static string Text(JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
