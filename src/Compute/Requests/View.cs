using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;

namespace Naru.Compute.Requests;

/// <summary>How something looks in each version, and the answers that show it.</summary>
internal sealed class View<T>(params IReadOnlyList<ShapeField<T, ComputeRequest>> fields) : Shape<T, ComputeRequest>(fields)
{
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
