using System.Text.Json;
using Naru.Primitives;
using Naru.SharedFileSystems.Documents;

namespace Naru.SharedFileSystems.Requests;

/// <summary>Metadata in bodies: names and values as text.</summary>
internal static class MetadataText
{
    private const int LongestName = 255;
    private const int LongestValue = 1023;

    public static Result<EquatableList<NameValue>> Read(JsonElement json, string what)
    {
        if (json.ValueKind is not JsonValueKind.Object)
            return ManilaErrors.Invalid($"'{what}' must be an object whose values are text.");
        var pairs = new List<NameValue>();
        foreach (var property in json.EnumerateObject())
        {
            var value = property.Value.ValueKind switch
            {
                JsonValueKind.String => property.Value.GetString()!,
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => property.Value.GetRawText(),
                _ => null,
            };
            if (property.Name.Length is 0 or > LongestName)
                return ManilaErrors.Invalid($"A name in '{what}' must have 1 to {LongestName} characters.");
            if (value is null || value.Length is 0 or > LongestValue)
                return ManilaErrors.Invalid($"The value of '{property.Name}' in '{what}' must be text of 1 to {LongestValue} characters.");
            pairs.RemoveAll(pair => pair.Name == property.Name);
            pairs.Add(new NameValue(property.Name, value));
        }
        return (EquatableList<NameValue>)[.. pairs];
    }

    /// <summary>The first with the second over it.</summary>
    public static EquatableList<NameValue> Merge(EquatableList<NameValue> old, EquatableList<NameValue> changes) =>
        [.. old.Items.Where(pair => changes.Items.All(change => change.Name != pair.Name)), .. changes.Items];

    public static EquatableList<NameValue> Without(EquatableList<NameValue> old, string name) => [.. old.Items.Where(pair => pair.Name != name)];
}
