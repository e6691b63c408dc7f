using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.Rest.Style;

namespace Naru.BlockStorage.Views;

/// <summary>The members that views are made of.</summary>
internal static class Show
{
    public static ShapeField<T, Viewer> Text<T>(string name, Func<T, string?> value, int since = 0) =>
        new(name, (writer, item, _) => writer.WriteStringValue(value(item))) { Since = since };

    public static ShapeField<T, Viewer> Number<T>(string name, Func<T, long?> value, int since = 0) => new(name, (writer, item, _) =>
    {
        if (value(item) is { } number)
            writer.WriteNumberValue(number);
        else
            writer.WriteNullValue();
    })
    { Since = since };

    public static ShapeField<T, Viewer> Flag<T>(string name, Func<T, bool?> value, int since = 0) => new(name, (writer, item, _) =>
    {
        if (value(item) is { } flag)
            writer.WriteBooleanValue(flag);
        else
            writer.WriteNullValue();
    })
    { Since = since };

    public static ShapeField<T, Viewer> Time<T>(string name, Func<T, DateTimeOffset?> value, int since = 0) =>
        Text<T>(name, item => value(item) is { } time ? Times.Exact(time) : null, since);

    public static ShapeField<T, Viewer> Map<T>(string name, Func<T, EquatableList<Entry>> value, int since = 0) =>
        new(name, (writer, item, _) => WriteMap(writer, value(item))) { Since = since };

    public static ShapeField<T, Viewer> Texts<T>(string name, Func<T, IEnumerable<string>> value, int since = 0) => new(name, (writer, item, _) =>
    {
        writer.WriteStartArray();
        foreach (var text in value(item))
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    })
    { Since = since };

    /// <summary>The links to a thing of a collection.</summary>
    public static ShapeField<T, Viewer> Links<T>(string collection, Func<T, string> id) =>
        new("links", (writer, item, viewer) => WriteLinks(writer, viewer, collection, id(item)));

    /// <summary>One thing below its name.</summary>
    public static Reply Reply<T>(this Shape<T> shape, string name, T item, VolumeRequest request, int status = StatusCodes.Status200OK) => Rest.Endpoints.Reply.Json(
        writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName(name);
            shape.Write(writer, item, request.Viewer);
            writer.WriteEndObject();
        },
        status);

    public static void WriteMap(Utf8JsonWriter writer, string name, EquatableList<Entry> entries)
    {
        writer.WritePropertyName(name);
        WriteMap(writer, entries);
    }

    public static void WriteMap(Utf8JsonWriter writer, EquatableList<Entry> entries)
    {
        writer.WriteStartObject();
        foreach (var entry in entries)
            writer.WriteString(entry.Key, entry.Value);
        writer.WriteEndObject();
    }

    /// <summary>The links to a thing: in this version, and as a bookmark.</summary>
    private static void WriteLinks(Utf8JsonWriter writer, Viewer viewer, string collection, string id)
    {
        writer.WriteStartArray();
        writer.WriteLink("self", $"{viewer.Root}/{collection}/{id}");
        writer.WriteLink("bookmark", $"{viewer.Root.Replace("/v3", "", StringComparison.Ordinal)}/{collection}/{id}");
        writer.WriteEndArray();
    }
}
