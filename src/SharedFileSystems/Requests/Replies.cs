using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;

namespace Naru.SharedFileSystems.Requests;

/// <summary>The forms that answers of this API have.</summary>
internal static class Replies
{
    public static readonly Reply Accepted = new(StatusCodes.Status202Accepted, null);

    public static readonly Reply Empty = new(StatusCodes.Status200OK, null);

    /// <summary><c>{"NAME": {…}}</c></summary>
    public static Reply One<T>(string name, Shape<T> shape, T item, Viewer viewer, int status = StatusCodes.Status200OK) => Reply.Json(
        writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName(name);
            shape.Write(writer, item, viewer);
            writer.WriteEndObject();
        },
        status);

    /// <summary><c>{"NAME": […]}</c></summary>
    public static Reply Many<T>(string name, Shape<T> shape, IEnumerable<T> items, Viewer viewer) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        WriteMany(writer, name, shape, items, viewer);
        writer.WriteEndObject();
    });

    public static void WriteMany<T>(Utf8JsonWriter writer, string name, Shape<T> shape, IEnumerable<T> items, Viewer viewer)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
            shape.Write(writer, item, viewer);
        writer.WriteEndArray();
    }
}
