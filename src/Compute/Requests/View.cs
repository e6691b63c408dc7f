using System.Text.Json;
using Naru.Rest.Endpoints;

namespace Naru.Compute.Requests;

/// <summary>How something looks in each version.</summary>
internal sealed class View<T>(params IReadOnlyList<ViewField<T>> fields)
{
    public void Write(Utf8JsonWriter writer, T item, ComputeRequest request)
    {
        writer.WriteStartObject();
        foreach (var field in fields)
        {
            if (request.Version < field.Since || request.Version > field.Until || field.When?.Invoke(item, request) == false)
                continue;
            writer.WritePropertyName(field.Name);
            field.Write(writer, item, request);
        }
        writer.WriteEndObject();
    }

    /// <summary>An answer with one, in its wrapper.</summary>
    public Reply One(string name, T item, ComputeRequest request, int status = 200) => Reply.Json(
        writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName(name);
            Write(writer, item, request);
            writer.WriteEndObject();
        },
        status);

    /// <summary>An answer with several, in their wrapper, and with a link to those that follow.</summary>
    public Reply Many(string name, IEnumerable<T> items, ComputeRequest request, string? next = null) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray(name);
        foreach (var item in items)
            Write(writer, item, request);
        writer.WriteEndArray();
        Links.WriteNext(writer, name, next);
        writer.WriteEndObject();
    });
}
