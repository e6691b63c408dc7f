using System.Text.Json;
using Naru.Primitives;
using Naru.Rest.Microversions;
using Naru.Rest.Style;
using Naru.SharedFileSystems.Documents;

namespace Naru.SharedFileSystems.Requests;

/// <summary>The kinds of attributes that shapes of this API are made of.</summary>
internal static class Fields
{
    /// <summary>When an attribute is for administrators only.</summary>
    public static bool ForAdministrators<T>(T item, Viewer viewer) => viewer.IsAdmin;

    public static ShapeField<T, Viewer> Text<T>(string name, Func<T, string?> value, int since = 0, int until = int.MaxValue) =>
        new(name, (writer, item, _) => writer.WriteStringValue(value(item))) { Since = since, Until = until };

    public static ShapeField<T, Viewer> Number<T>(string name, Func<T, int> value, int since = 0) =>
        new(name, (writer, item, _) => writer.WriteNumberValue(value(item))) { Since = since };

    public static ShapeField<T, Viewer> Flag<T>(string name, Func<T, bool> value, int since = 0, int until = int.MaxValue) =>
        new(name, (writer, item, _) => writer.WriteBooleanValue(value(item))) { Since = since, Until = until };

    public static ShapeField<T, Viewer> Time<T>(string name, Func<T, DateTimeOffset?> value, int since = 0) =>
        new(name, (writer, item, _) => writer.WriteStringValue(value(item) is { } time ? Times.Exact(time) : null)) { Since = since };

    public static ShapeField<T, Viewer> Nothing<T>(string name, int since = 0, int until = int.MaxValue) =>
        new(name, (writer, _, _) => writer.WriteNullValue()) { Since = since, Until = until };

    public static ShapeField<T, Viewer> Pairs<T>(string name, Func<T, EquatableList<NameValue>> value, int since = 0) =>
        new(name, (writer, item, _) => WritePairs(writer, value(item))) { Since = since };

    public static ShapeField<T, Viewer> Texts<T>(string name, Func<T, IEnumerable<string>> value, int since = 0) =>
        new(name, (writer, item, _) =>
        {
            writer.WriteStartArray();
            foreach (var text in value(item))
                writer.WriteStringValue(text);
            writer.WriteEndArray();
        })
        { Since = since };

    /// <param name="collection">As the path names it.</param>
    public static ShapeField<T, Viewer> Links<T>(string collection, Func<T, string> id) => new("links", (writer, item, viewer) =>
    {
        writer.WriteStartArray();
        writer.WriteLink("self", $"{viewer.Root}/{collection}/{id(item)}");
        writer.WriteLink("bookmark", $"{viewer.Root[..viewer.Root.LastIndexOf('/')]}/{collection}/{id(item)}");
        writer.WriteEndArray();
    });

    public static void WritePairs(Utf8JsonWriter writer, EquatableList<NameValue> pairs)
    {
        writer.WriteStartObject();
        foreach (var pair in pairs.Items)
            writer.WriteString(pair.Name, pair.Value);
        writer.WriteEndObject();
    }
}
