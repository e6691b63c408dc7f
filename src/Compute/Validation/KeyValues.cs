using System.Text.Json;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Compute.Validation;

/// <summary>Keys and values of users, in the order in which they were given.</summary>
internal static class KeyValues
{
    public static string? Find(this EquatableList<NodeKeyValue> pairs, string key) => pairs.Items.FirstOrDefault(pair => pair.Key == key)?.Value;

    /// <summary>With the given ones over those that were there.</summary>
    public static EquatableList<NodeKeyValue> With(this EquatableList<NodeKeyValue> pairs, EquatableList<NodeKeyValue> given) =>
        pairs.Items.Where(pair => given.Find(pair.Key) is null).Concat(given.Items).ToEquatableList();

    public static EquatableList<NodeKeyValue> Without(this EquatableList<NodeKeyValue> pairs, string key) =>
        pairs.Items.Where(pair => pair.Key != key).ToEquatableList();

    public static void Write(Utf8JsonWriter writer, EquatableList<NodeKeyValue> pairs)
    {
        writer.WriteStartObject();
        foreach (var pair in pairs)
            writer.WriteString(pair.Key, pair.Value);
        writer.WriteEndObject();
    }
}
